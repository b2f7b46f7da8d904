import { RelativeTime } from "../../entities/Times.tsx";
import { StateMark } from "../../entities/Marks.tsx";
import { T } from "../../lib/i18n/text.tsx";
import type { OutboxEntry } from "../../lib/outbox/outbox-entry.ts";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { useStatement } from "./use-statement.ts";

/** What this account signed in this browser, newest first. */
export function StatementList({ entries }: { entries: readonly OutboxEntry[] }) {
  if (entries.length === 0) {
    return (
      <p className="rounded-xl border border-dashed border-line-strong px-5 py-8 text-center text-muted">
        <T id="statements.empty" />
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {entries.map((entry) => (
        <li key={entry.id}>
          <a
            href={`/supplier/events/${entry.reference}`}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 py-3.5 no-underline hover:bg-sunken/60"
          >
            <span className="min-w-0 flex-1 basis-80">
              <span className="line-clamp-2">{entry.label}</span>
              <span className="text-sm text-muted">
                <RelativeTime time={entry.createdAt} />
              </span>
            </span>
            <EntryState entry={entry} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function EntryState({ entry }: { entry: OutboxEntry }) {
  const { data } = useStatement(entry.reference);
  if (data) return <StateMark state={data.state} />;
  return (
    <StatusMark tone={entry.state === "refused" ? "failed" : "pending"}>
      <T id={`outbox.state.${entry.state}`} />
    </StatusMark>
  );
}
