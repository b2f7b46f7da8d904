import { evidenceAsTold } from "@waybill/protocol/evidence/told-evidence";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Outcome } from "@waybill/protocol/verify/verdict";
import { MapPin } from "lucide-react";
import { useEventTitle, useQuantityText } from "../../../entities/EventWords.tsx";
import { AnchorChip, EventChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { HashChip } from "../../../entities/HashChip.tsx";
import { EvidenceLadder } from "../../../entities/EvidenceLadder.tsx";
import { AuthorshipMark } from "../../../entities/Marks.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { RelativeTime, WrittenTimeText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { cn } from "../../../lib/class-names.ts";
import { shortHex } from "../../../lib/short.ts";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";
import type { CheckedDocuments, CheckResult } from "../../../lib/check-result.ts";
import type { StoryEvent } from "../model/story.ts";
import { ItemList } from "./ItemList.tsx";
import { Certificates } from "./Certificates.tsx";
import { placeName } from "./place-name.ts";

interface TimelineEntryProps {
  event: StoryEvent;
  /** Place in the whole journey, from 1. */
  number: number;
  check: CheckResult;
  /** Documents that were checked one by one. */
  documents: CheckedDocuments;
  /** When the journey was fetched. */
  now: Date;
}

/** One event: what, where, when, who says so, and how far that is settled. */
export function TimelineEntry({ event, number, check, documents, now }: TimelineEntryProps) {
  const t = useText();
  const title = useEventTitle();
  const quantity = useQuantityText();
  const { first, statements, reporters, isDirect } = event;
  return (
    <li id={`event-${number}`} className="relative scroll-mt-4 pb-7 pl-6 last:pb-0 sm:pl-8">
      <span
        aria-hidden="true"
        className={cn(
          "absolute top-0.5 -left-3.5 flex size-6.5 items-center justify-center rounded-full border-2 text-xs font-semibold tabular-nums",
          isDirect ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-paper text-muted",
        )}
      >
        {number}
      </span>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h4 className={cn("text-lg font-semibold", first.declaredInError && "line-through decoration-2")}>
          <span className="sr-only">{number}. </span>
          {title(first)}
        </h4>
        <span className="text-sm text-muted tabular-nums">
          <WrittenTimeText time={first.eventTime} timeOnly />
        </span>
      </div>
      {first.declaredInError && (
        <p className="mt-1">
          <StatusMark tone="unknown">
            <T id="journey.timeline.in-error" />
          </StatusMark>
        </p>
      )}
      <ItemList items={first.items} />
      {first.sensors.length > 0 && (
        <p className="mt-1.5">
          {first.sensors.map((sensor, index) => (
            <span key={index} className="mr-3">
              {sensor.type.replace(/^.*[:/]/, "")} <strong>{quantity({ value: sensor.value, uom: sensor.uom })}</strong>
            </span>
          ))}
        </p>
      )}
      <p className="mt-1.5 flex items-start gap-1.5 text-[0.95rem]">
        <MapPin aria-hidden className="mt-1 size-4 shrink-0 text-muted" />
        <span>{placeName(t, first.place)}</span>
      </p>
      <Certificates
        addresses={first.certificates}
        statusOf={(address) => documents.get(address) ?? check.documentOf(first.commitment, address)}
      />
      <ul className="mt-2 space-y-2">
        {statements.map((statement) => (
          <Statement key={statement.commitment} statement={statement} about={statements} check={check} now={now} />
        ))}
      </ul>
      {reporters.length > 1 && (
        <p className="mt-2 text-sm font-medium">
          <T id="journey.timeline.corroborated" values={{ count: reporters.length }} />
        </p>
      )}
    </li>
  );
}

const RESULT_TONE: Record<Outcome, Tone> = { verified: "passed", failed: "failed", unknown: "unknown" };

interface StatementProps {
  statement: StatementView;
  about: readonly StatementView[];
  check: CheckResult;
  now: Date;
}

function Statement({ statement, about, check, now }: StatementProps) {
  const t = useText();
  const result = check.statements.get(statement.commitment);
  const evidence = check.evidence.get(statement.commitment) ?? evidenceAsTold(statement, about, now);
  const nameOf = (account: string) => about.find(({ author }) => author.account === account)?.author.name ?? shortHex(account);
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-sm">
        <PartyChip party={statement.author} />
        <AuthorshipMark authorship={statement.authorship} plain />
        {result !== undefined && (
          <StatusMark tone={RESULT_TONE[result]}>
            <T id={`journey.result.${result}`} />
          </StatusMark>
        )}
      </div>
      <EvidenceLadder evidence={evidence} nameOf={nameOf} />
      <Disclosure className="mt-0.5" summary={<T id="journey.timeline.details" />}>
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <EventChip eventId={statement.eventId} />
          <HashChip hash={statement.commitment} kind={t("chip.commitment")} />
          {statement.anchor !== null && (
            <>
              <AnchorChip index={statement.anchor.index} />
              <TransactionChip hash={statement.anchor.transactionHash} />
              <span className="text-muted">
                <RelativeTime time={statement.anchor.timestamp} />
              </span>
            </>
          )}
        </div>
      </Disclosure>
    </li>
  );
}
