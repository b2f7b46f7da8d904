import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { type ReactNode, useEffect, useState } from "react";
import { AnchorChip, EventChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { StatementDocuments } from "../../entities/documents/StatementDocuments.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { Milestones } from "../../entities/Milestones.tsx";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { isGone } from "../../lib/api/errors.ts";
import { Heading } from "../../entities/Heading.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import type { OutboxEntry } from "../../lib/outbox/outbox-entry.ts";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card, Fact, Facts } from "../../ui/Card.tsx";
import { AnchorNow } from "./AnchorNow.tsx";
import { DeclareError } from "./DeclareError.tsx";
import { ErasedStatement } from "./erase/ErasedStatement.tsx";
import { EraseStatement } from "./erase/EraseStatement.tsx";
import { stepsOf, type StepKey } from "./milestones.ts";
import { OutboxNotice } from "../../entities/OutboxNotice.tsx";
import { useIsOverdue, useWentBack } from "./use-setbacks.ts";
import { useStatement } from "./use-statement.ts";

interface StatementPageProps {
  commitment: string;
  demo: boolean;
  account: Address | null;
  chain: SigningChain;
  /** Another statement was signed here: one that declares this one to be in error. */
  onPosted: (commitment: string) => void;
}

/** Long past the time in which a batch is anchored. */
const OVERDUE_MS = 5 * 60_000;

/** Follows one statement from the signature to finality. It can be left at any time. */
export function StatementPage({ commitment, demo, account, chain, onPosted }: StatementPageProps) {
  const text = useText();
  const entry = useOutbox().find(({ reference, kind }) => kind === "statement" && reference === commitment);
  const { data: statement, error } = useStatement(commitment);
  const finalAt = useFirstSeen(statement?.state === "final");
  const wentBack = useWentBack(statement?.state);
  const overdue = useIsOverdue(statement?.capturedAt, OVERDUE_MS) && (statement?.state === "stored" || statement?.state === "pending");
  const [deed, setDeed] = useState<"declare" | "erase" | null>(null);
  if (statement === null && entry === undefined) {
    return (
      <Callout tone="unknown" title={<T id="statement.unknown" />}>
        <HashChip hash={commitment} kind={text("statement.commitment")} />
      </Callout>
    );
  }
  if (isGone(error)) return <ErasedStatement commitment={commitment} />;
  const isOwn = statement != null && statement.author.account === account;
  const mayDeclare = isOwn && !statement.declaresError && !statement.declaredInError;
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
      <Heading
        className="mt-1 text-2xl sm:text-3xl"
        data-testid="statement-state"
        data-state={statement?.state ?? entry?.state}
        id={`statement.title.${statement?.state ?? (entry?.state === "sent" ? "stored" : (entry?.state ?? "stored"))}`}
      />
      {entry !== undefined && <p className="mt-3 font-serif text-lg text-muted">{entry.label}</p>}
      <div className="mt-6 space-y-6">
        {entry !== undefined && !statement && <OutboxNotice entry={entry} />}
        {wentBack && (
          <Callout tone="unknown" live title={<T id="statement.went-back" />}>
            <T id="statement.went-back.text" />
          </Callout>
        )}
        {overdue && !wentBack && (
          <Callout tone="unknown" live title={<T id="statement.overdue" />}>
            <T id="statement.overdue.text" />
          </Callout>
        )}
        {statement?.declaredInError && <Callout tone="unknown" title={<T id="statement.declared-in-error" />} />}
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
        {statement && (
          <StatementDocuments commitment={commitment} title={<T id="statement.documents" />} none={<T id="statement.documents.none" />} />
        )}
        {deed === "declare" && account !== null && (
          <DeclareError
            commitment={commitment}
            label={entry?.label ?? text("statement.eyebrow")}
            account={account}
            chain={chain}
            onBack={() => setDeed(null)}
            onPosted={onPosted}
          />
        )}
        {deed === "erase" && account !== null && (
          <EraseStatement commitment={commitment} account={account} chainId={chain.chainId} onBack={() => setDeed(null)} />
        )}
        <div className="flex flex-wrap gap-3">
          <ButtonLink look="primary" href="/supplier/events/new">
            <T id="statement.next" />
          </ButtonLink>
          <ButtonLink href="/supplier">
            <T id="statement.all" />
          </ButtonLink>
          {mayDeclare && deed === null && (
            <Button look="quiet" onClick={() => setDeed("declare")}>
              <T id="statement.error.start" />
            </Button>
          )}
          {isOwn && deed === null && (
            <Button look="quiet" onClick={() => setDeed("erase")}>
              <T id="erase.start" />
            </Button>
          )}
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
