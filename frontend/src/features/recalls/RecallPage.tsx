import type { RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { ReactNode } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { AuthorshipMark, StateMark } from "../../entities/Marks.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { InstantText, RelativeTime } from "../../entities/Times.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { Goods } from "./parts/Goods.tsx";
import { OpenOrders } from "./parts/OpenOrders.tsx";
import { RecallMark } from "./parts/RecallMark.tsx";
import { TasksTable } from "./parts/TasksTable.tsx";
import { Unreached } from "./parts/Unreached.tsx";
import { useRecall } from "./use-recalls.ts";

interface RecallPageProps {
  notice: string;
  /** What the connected account can do; nothing for readers. */
  actions?: (recall: RecallView) => ReactNode;
}

/** One recall: why, what, who was asked, who has answered, who is late. */
export function RecallPage({ notice, actions }: RecallPageProps) {
  const t = useText();
  const { data: recall, error, isPending, refetch } = useRecall(notice);
  if (isPending) return <Skeleton lines={6} label={t("app.loading")} />;
  if (recall === undefined) {
    return isNotFound(error) ? (
      <Callout tone="unknown" title={<T id="recalls.missing" />} live />
    ) : (
      <LoadFailure error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <>
      <PageTitle title={recall.reason ?? t("recalls.reason.none")} eyebrow={<T id="recalls.one" />}>
        <RecallMark state={recall.state} />
      </PageTitle>
      {error !== null && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      {recall.instruction !== null && recall.state === "open" && <Callout tone="failed" title={recall.instruction} className="mb-6" />}
      <RecallFacts recall={recall} />
      {recall.escalated.everybody > 0 && (
        <Callout tone="failed" title={<T id="recalls.told.everybody" values={{ count: recall.escalated.everybody }} />} className="mt-6" />
      )}
      {actions?.(recall)}
      <Section id="asked" title={<T id="recalls.asked" />} intro={<T id="recalls.asked.intro" />}>
        {!recall.opened && <Callout tone="pending" title={<T id="recalls.opening" />} live />}
        {recall.opened && recall.tasks.length === 0 && <Callout tone="unknown" title={<T id="recalls.asked.nobody" />} />}
        {recall.truncated && <Callout tone="unknown" title={<T id="recalls.stopped" />} className="mb-6" />}
        {recall.tasks.length > 0 && <TasksTable recall={recall} />}
        <Unreached unreached={recall.unreached} notice={recall.state === "open" ? notice : undefined} />
      </Section>
      <OpenOrders orders={recall.openOrders} />
      <Section
        id="goods"
        title={<T id="recalls.goods" />}
        intro={<T id="recalls.goods.intro" values={{ count: recall.subjects.length }} />}
      >
        <Goods subjects={recall.subjects} />
        {recall.unnamed.length > 0 && (
          <Callout tone="unknown" title={<T id="recalls.unnamed" values={{ count: recall.unnamed.length }} />} className="mt-6">
            <Goods subjects={recall.unnamed} />
          </Callout>
        )}
      </Section>
    </>
  );
}

function RecallFacts({ recall }: { recall: RecallView }) {
  return (
    <Facts>
      <Fact name={<T id="recalls.by" />}>
        <PartyChip party={recall.author} /> <AuthorshipMark authorship={recall.authorship} plain />
      </Fact>
      <Fact name={<T id="recalls.announced" />}>
        <InstantText time={recall.eventTime} />
      </Fact>
      {recall.risk !== null && (
        <Fact name={<T id="recalls.risk" />}>
          <T id={`recalls.risk.${recall.risk}`} />
        </Fact>
      )}
      {recall.answerBy !== null && (
        <Fact name={<T id="recalls.answer-by" />}>
          <InstantText time={recall.answerBy} /> (<RelativeTime time={recall.answerBy} />)
        </Fact>
      )}
      <Fact name={<T id="recalls.proof" />}>
        <StateMark state={recall.proof} plain />{" "}
        <a href={`/api/statements/${recall.commitment}/bundle`} download className="link">
          <T id="recalls.bundle" />
        </a>
        {", "}
        <a href="/verify" className="link">
          <T id="recalls.verify" />
        </a>
      </Fact>
      {recall.forwards !== null && (
        <Fact name={<T id="recalls.forwards" />}>
          <a href={`/recalls/${recall.forwards}`} className="link">
            <T id="recalls.forwards.link" />
          </a>
        </Fact>
      )}
      {recall.forwardedBy.length > 0 && (
        <Fact name={<T id="recalls.forwarded-by" />}>
          {recall.forwardedBy.map((commitment, index) => (
            <a key={commitment} href={`/recalls/${commitment}`} className="link mr-3">
              <T id="recalls.forwarded-by.link" values={{ number: index + 1 }} />
            </a>
          ))}
        </Fact>
      )}
    </Facts>
  );
}
