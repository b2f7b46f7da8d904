import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useCustodyOf } from "../../lib/api/use-custody-of.ts";
import { TransactionChip } from "../../entities/ChainChips.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { Milestones } from "../../entities/Milestones.tsx";
import { OutboxNotice } from "../../entities/OutboxNotice.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { Heading } from "../../entities/Heading.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { Callout } from "../../ui/Callout.tsx";
import { Card, Fact, Facts } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { ContentsTable } from "./ContentsTable.tsx";
import { HANDOVER_STEPS, standingOf, stepsReached } from "./model/standing.ts";
import { RecalledGoods } from "./RecalledGoods.tsx";
import { ReceiverAnswer } from "./ReceiverAnswer.tsx";
import { useHandover } from "./use-handovers.ts";

interface HandoverPageProps {
  id: string;
  account: Address | null;
  chain: SigningChain;
}

/** One handover, from both sides: what, by whom, how far, and what there is to do. */
export function HandoverPage({ id, account, chain }: HandoverPageProps) {
  const text = useText();
  const { data: handover, error } = useHandover(id);
  if (handover === undefined && error === null) return <Skeleton label={text("app.loading")} lines={6} />;
  if (handover === undefined)
    return <Callout tone="unknown" title={<T id={isNotFound(error) ? "handover.unknown" : "error.down.title"} />} />;
  return <Loaded handover={handover} account={account} chain={chain} />;
}

function Loaded({ handover, account, chain }: Omit<HandoverPageProps, "id"> & { handover: HandoverView }) {
  const text = useText();
  const standing = standingOf(handover, account, new Date());
  const custody = useCustodyOf(handover.subject).data;
  const stale = handover.state === "offered" && custody?.unit === handover.unit && custody.seq !== handover.seq;
  const unsent = useOutbox().find(
    ({ reference, kind, state }) => reference === handover.id && state !== "sent" && ["acceptance", "rejection"].includes(kind),
  );
  return (
    <div className="mx-auto max-w-3xl">
      <p className="eyebrow">
        <T id="handover.eyebrow" />
      </p>
      <Heading
        className="mt-1 text-2xl sm:text-3xl"
        data-testid="handover-state"
        data-state={handover.state}
        id={`handover.title.${handover.state}`}
        values={{ from: handover.from.name ?? handover.from.account, to: handover.to.name ?? handover.to.account }}
      />
      <div className="mt-6 space-y-8">
        {unsent !== undefined && <OutboxNotice entry={unsent} />}
        <Ending handover={handover} lapsed={standing === "ended" && handover.state === "offered"} stale={stale} />
        {standing !== "ended" && <RecalledGoods subjects={[handover.subject, ...handover.contents.items.map((item) => item.subject)]} />}
        <Facts>
          <Fact name={<T id="handover.unit" />}>
            <SubjectChip subject={handover.subject} />
          </Fact>
          <Fact name={<T id="handover.giver" />}>
            <PartyChip party={handover.from} />
          </Fact>
          <Fact name={<T id="handover.receiver" />}>
            <PartyChip party={handover.to} />
          </Fact>
          <Fact name={<T id="handover.deadline" />}>
            <InstantText time={handover.deadline} />
          </Fact>
          <Fact name={<T id="handover.digest" />}>
            <HashChip hash={handover.docHash} kind={text("handover.digest")} />
          </Fact>
          {handover.transactionHash !== null && (
            <Fact name={<T id="handover.transaction" />}>
              <TransactionChip hash={handover.transactionHash} />
            </Fact>
          )}
        </Facts>
        <section aria-labelledby="contents-title" className="space-y-3">
          <h2 id="contents-title" className="text-xl">
            <T id="handover.contents" />
          </h2>
          <ContentsTable items={handover.contents.items} />
        </section>
        {standing === "to-accept" && !stale && account !== null && unsent === undefined && (
          <ReceiverAnswer handover={handover} account={account} chain={chain} />
        )}
        {standing !== "ended" && <Way handover={handover} />}
      </div>
    </div>
  );
}

function Way({ handover }: { handover: HandoverView }) {
  const reached = stepsReached(handover.state);
  return (
    <Card>
      <Milestones
        milestones={HANDOVER_STEPS.map((key, index) => ({
          key,
          label: <T id={`handover.step.${key}`} />,
          state: index < reached ? "done" : index === reached ? "current" : "todo",
          at: key === "offered" ? handover.offeredAt : null,
        }))}
      />
    </Card>
  );
}

/** How it ended, when it did not end well. */
function Ending({ handover, lapsed, stale }: { handover: HandoverView; lapsed: boolean; stale: boolean }) {
  const { state, reason } = handover;
  if (stale) {
    return (
      <Callout tone="unknown" title={<T id="handover.stale" />}>
        <T id="handover.stale.text" />
      </Callout>
    );
  }
  if (lapsed || state === "lapsed") {
    return (
      <Callout tone="unknown" title={<T id="handover.lapsed" />}>
        <T id="handover.lapsed.text" />
      </Callout>
    );
  }
  if (state !== "rejected" && state !== "failed") return null;
  return (
    <Callout tone={state === "failed" ? "failed" : "unknown"} title={<T id={`handover.ended.${state}`} />}>
      {reason}
    </Callout>
  );
}
