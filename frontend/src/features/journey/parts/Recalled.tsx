import type { JourneyView, OpenRecall, StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { ReactNode } from "react";
import { AuthorshipMark } from "../../../entities/Marks.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { shortHex } from "../../../lib/short.ts";
import { readSubject } from "../../../lib/subject.ts";
import { StatusShape } from "../../../ui/StatusMark.tsx";

/** Goods that one notice names before it is left to the notice itself. */
const SHOWN = 6;

/** What a reader has to know before anything else: what to do with the goods, why, who says so, since when, which, and whom to ask. */
export function Recalled({ journey }: { journey: JourneyView }) {
  return journey.recalls.map((recall) => {
    const notice = journey.statements.find(({ commitment }) => commitment === recall.commitment);
    return notice === undefined ? null : <Notice key={recall.commitment} {...{ recall, notice, journey }} />;
  });
}

function Notice({ recall, notice, journey }: { recall: OpenRecall; notice: StatementView; journey: JourneyView }) {
  const { commitment, reason, risk, instruction, silent, website } = recall;
  const { author } = notice;
  return (
    <section aria-labelledby={`recall-${commitment}`} className="mb-8 rounded-2xl border-4 border-fail bg-fail-soft p-5 sm:p-7" data-recall>
      <div className="flex items-center gap-4">
        <StatusShape tone="failed" className="size-12" />
        <h2 id={`recall-${commitment}`} className="text-3xl font-bold sm:text-4xl">
          <T id="journey.recalled" />
        </h2>
      </div>
      <dl className="mt-5 grid gap-x-6 gap-y-4 sm:grid-cols-[8rem_1fr]">
        <Line name={<T id="journey.recalled.do" />}>
          <span className="text-xl font-semibold break-words">{instruction ?? <T id="journey.recalled.do.none" />}</span>
        </Line>
        <Line name={<T id="journey.recalled.why" />}>
          <span className="break-words">{reason ?? <T id="journey.recalled.why.none" />}</span>
          {risk !== null && (
            <span className="block">
              <T id={`journey.recalled.risk.${risk}`} />
            </span>
          )}
        </Line>
        <Line name={<T id="journey.recalled.who" />}>
          <span className="inline-flex flex-wrap items-center gap-x-3">
            <PartyChip party={author} />
            <AuthorshipMark authorship={notice.authorship} plain />
          </span>
        </Line>
        <Line name={<T id="journey.recalled.since" />}>
          <WrittenTimeText time={notice.eventTime} />
        </Line>
        <Line name={<T id="journey.recalled.goods" />}>
          <Goods notice={notice} journey={journey} />
        </Line>
        <Line name={<T id="journey.recalled.contact" />}>
          <ul className="space-y-1">
            {website !== null && (
              <li>
                <T id="journey.recalled.contact.site" values={{ party: author.name ?? shortHex(author.account) }} />{" "}
                <a className="link break-all" href={website} rel="noreferrer nofollow">
                  {website}
                </a>
              </li>
            )}
            <li className="no-print needs-script">
              <a className="link" href="#report">
                <T id="journey.recalled.contact.report" />
              </a>
            </li>
            <li>
              <a className="link" href={`/recalls/${commitment}`}>
                <T id="journey.recalled.notice" />
              </a>
              {silent > 0 && <T id="journey.recalled.silent" values={{ count: silent }} />}
            </li>
          </ul>
        </Line>
      </dl>
    </section>
  );
}

function Line({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="sm:contents">
      <dt className="font-semibold">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

/** The goods of this page first; else what of the journey the notice names. */
function Goods({ notice, journey }: { notice: StatementView; journey: JourneyView }) {
  const { kind } = readSubject(journey.subject);
  const named = [...new Map(notice.items.map((item) => [item.subject, item])).values()];
  const isThis = named.some(({ subject }) => subject === journey.subject);
  const onTheWay = new Set<string>(
    journey.statements.filter(({ recallOnly }) => !recallOnly).flatMap(({ items }) => items.map(({ subject }) => subject)),
  );
  const parts = named.filter(({ subject }) => subject !== journey.subject && onTheWay.has(subject)).slice(0, SHOWN);
  const more = named.length - parts.length - (isThis ? 1 : 0);
  return (
    <>
      <T id={isThis ? "journey.recalled.goods.this" : "journey.recalled.goods.part"} values={{ kind }} />
      {parts.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
          {parts.map(({ subject, product }) => (
            <li key={subject}>
              <SubjectChip subject={subject} name={product?.name ?? null} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <span className="block text-sm text-muted">
          <T id="journey.recalled.goods.more" values={{ count: more }} />
        </span>
      )}
    </>
  );
}
