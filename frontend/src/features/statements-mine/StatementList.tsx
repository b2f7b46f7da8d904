import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { ReactNode } from "react";
import { useEventTitle } from "../../entities/EventWords.tsx";
import { StateMark } from "../../entities/Marks.tsx";
import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import type { OutboxEntry } from "../../lib/outbox/outbox-entry.ts";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { useStatementsOf } from "./use-statements-of.ts";

/** What an account has stated: first what has not arrived yet, then what the service has, newest first. */
export function StatementList({ account }: { account: string }) {
  const text = useText();
  const unsent = useOutbox().filter((entry) => entry.kind === "statement" && entry.account === account && entry.state !== "sent");
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useStatementsOf(account);
  const statements = data?.pages.flatMap(({ items }) => items);
  return (
    <div className="space-y-4">
      {error !== null && statements === undefined && <Callout tone="unknown" title={<T id="error.down.title" />} />}
      {error === null && statements === undefined && <Skeleton label={text("app.loading")} />}
      {statements?.length === 0 && unsent.length === 0 && (
        <p className="rounded-xl border border-dashed border-line-strong px-5 py-8 text-center text-muted">
          <T id="statements.empty" />
        </p>
      )}
      {unsent.length + (statements?.length ?? 0) > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {unsent.map((entry) => (
            <Unsent key={entry.id} entry={entry} />
          ))}
          {statements?.map((statement) => (
            <Stored key={statement.commitment} statement={statement} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} busy={isFetchingNextPage}>
          <T id="list.more" />
        </Button>
      )}
    </div>
  );
}

function Unsent({ entry }: { entry: OutboxEntry }) {
  return (
    <Row commitment={entry.reference} title={entry.label} time={entry.createdAt}>
      <StatusMark tone={entry.state === "refused" ? "failed" : "pending"}>
        <T id={`outbox.state.${entry.state}`} />
      </StatusMark>
    </Row>
  );
}

function Stored({ statement }: { statement: StatementView }) {
  const text = useText();
  const titleOf = useEventTitle();
  const label = useSubjectLabel();
  const [first, ...more] = statement.items;
  const goods = first === undefined ? "" : (first.product?.name ? `${first.product.name}, ` : "") + label(first.subject);
  const place = statement.place === null ? "" : (statement.place.name ?? statement.place.gln);
  return (
    <Row
      commitment={statement.commitment}
      title={text("compose.label", { what: titleOf(statement), goods, more: more.length, place })}
      time={statement.capturedAt}
    >
      {statement.declaredInError && (
        <StatusMark tone="unknown">
          <T id="statement.in-error" />
        </StatusMark>
      )}
      <StateMark state={statement.state} />
    </Row>
  );
}

function Row({ commitment, title, time, children }: { commitment: string; title: string; time: string; children: ReactNode }) {
  return (
    <li>
      <a
        href={`/supplier/events/${commitment}`}
        className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 py-3.5 no-underline hover:bg-sunken/60"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="line-clamp-2">{title}</span>
          <span className="text-sm text-muted">
            <RelativeTime time={time} />
          </span>
        </span>
        <span className="flex flex-wrap gap-2">{children}</span>
      </a>
    </li>
  );
}
