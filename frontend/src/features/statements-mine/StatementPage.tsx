import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { type ReactNode, useEffect, useState } from "react";
import { AnchorChip, EventChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { Milestones } from "../../entities/Milestones.tsx";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import type { OutboxEntry } from "../../lib/outbox/outbox-entry.ts";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card, Fact, Facts } from "../../ui/Card.tsx";
import { AnchorNow } from "./AnchorNow.tsx";
import { stepsOf, type StepKey } from "./milestones.ts";
import { OutboxNotice } from "../../entities/OutboxNotice.tsx";
import { useStatement } from "./use-statement.ts";

/** Follows one statement from the signature to finality. It can be left at any time. */
export function StatementPage({ commitment, demo }: { commitment: string; demo: boolean }) {
  const text = useText();
  const entry = useOutbox().find(({ reference, kind }) => kind === "statement" && reference === commitment);
  const { data: statement, error } = useStatement(commitment);
  const finalAt = useFirstSeen(statement?.state === "final");
  if (statement === null && entry === undefined) {
    return (
      <Callout tone="unknown" title={<T id="statement.unknown" />}>
        <HashChip hash={commitment} kind={text("statement.commitment")} />
      </Callout>
    );
  }
  const waitsForBatch = statement?.state === "stored";
  const details: Record<StepKey, ReactNode> = {
    signed: <T id="statement.signed.detail" />,
    stored: <T id="statement.stored.detail" />,
    anchored: (
      <>
        <T
          id={
            statement?.state === "pending"
              ? "statement.anchored.sent"
              : waitsForBatch
                ? "statement.anchored.waiting"
                : "statement.anchored.detail"
          }
        />
        {demo && waitsForBatch && <AnchorNow />}
        {statement?.anchor && (
          <span className="mt-1.5 flex flex-wrap gap-2">
            <AnchorChip index={statement.anchor.index} />
            <TransactionChip hash={statement.anchor.transactionHash} />
          </span>
        )}
      </>
    ),
    final: <T id={statement?.state === "safe" ? "statement.final.safe" : "statement.final.detail"} />,
  };
  const times = timesOf(entry, statement ?? null, finalAt);
  return (
    <div className="mx-auto max-w-3xl">
      <p className="eyebrow">
        <T id="statement.eyebrow" />
      </p>
      <h1 className="mt-1 text-2xl sm:text-3xl" data-testid="statement-state" data-state={statement?.state ?? entry?.state}>
        <T id={`statement.title.${statement?.state ?? (entry?.state === "sent" ? "stored" : (entry?.state ?? "stored"))}`} />
      </h1>
      {entry !== undefined && <p className="mt-3 font-serif text-lg text-muted">{entry.label}</p>}
      <div className="mt-6 space-y-6">
        {entry !== undefined && !statement && <OutboxNotice entry={entry} />}
        {error !== null && statement === undefined && entry === undefined && <Callout tone="unknown" title={<T id="error.down.title" />} />}
        <Card>
          <Milestones
            milestones={stepsOf(entry, statement?.state ?? null).map(({ key, state }) => ({
              key,
              state,
              label: <T id={`statement.step.${key}`} />,
              detail: details[key],
              at: state === "done" ? times[key] : null,
            }))}
          />
        </Card>
        {statement && <Details statement={statement} />}
        <div className="flex flex-wrap gap-3">
          <ButtonLink look="primary" href="/supplier/events/new">
            <T id="statement.next" />
          </ButtonLink>
          <ButtonLink href="/supplier">
            <T id="statement.all" />
          </ButtonLink>
        </div>
      </div>
    </div>
  );
}

function Details({ statement }: { statement: StatementView }) {
  const text = useText();
  return (
    <Facts>
      <Fact name={<T id="statement.goods" />}>
        <span className="flex flex-wrap gap-2">
          {statement.items.map(({ subject, role, product }) => (
            <SubjectChip key={`${role} ${subject}`} subject={subject} name={product?.name} />
          ))}
        </span>
      </Fact>
      <Fact name={<T id="statement.event" />}>
        <EventChip eventId={statement.eventId} />
      </Fact>
      <Fact name={<T id="statement.commitment.name" />}>
        <HashChip hash={statement.commitment} kind={text("statement.commitment")} />
      </Fact>
    </Facts>
  );
}

function timesOf(entry: OutboxEntry | undefined, statement: StatementView | null, finalAt: string | null): Record<StepKey, string | null> {
  return {
    signed: entry?.createdAt ?? null,
    stored: statement?.capturedAt ?? entry?.sentAt ?? null,
    anchored: statement?.anchor?.timestamp ?? null,
    final: finalAt,
  };
}

/** When a condition became true before our eyes; null when it was true from the start, for then nobody here saw it. */
function useFirstSeen(isTrue: boolean): string | null {
  const [seen, setSeen] = useState<{ before: boolean; at: string | null }>({ before: isTrue, at: null });
  useEffect(() => {
    if (isTrue !== seen.before) setSeen({ before: isTrue, at: isTrue ? new Date().toISOString() : null });
  }, [isTrue, seen.before]);
  return seen.at;
}
