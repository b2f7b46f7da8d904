import { CaptureResult } from "../../entities/CaptureResult.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { OutboxNotice, SendNow } from "../../entities/OutboxNotice.tsx";
import { SaveCsv } from "../../entities/SaveCsv.tsx";
import { Heading } from "../../entities/Heading.tsx";
import { useActor } from "../../lib/api/use-actor.ts";
import { shortHex } from "../../lib/short.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import type { OutboxEntry } from "../../lib/outbox/outbox-entry.ts";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

/** More at once would make a page slow that stands before somebody with a bad connection. */
const SHOWN = 100;
const TONES: Record<OutboxEntry["state"], Tone> = { waiting: "pending", sent: "passed", refused: "failed" };
const ORDER: Record<OutboxEntry["state"], number> = { refused: 0, waiting: 1, sent: 2 };

/** Everything that was signed on this device, and how its sending stands: refused first, then what waits, then what has arrived. */
export function OutboxPage() {
  const text = useText();
  const entries = useOutbox().toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
  const waiting = entries.filter(({ state }) => state === "waiting").length;
  return (
    <div className="mx-auto max-w-3xl">
      <Heading className="text-3xl" id="outbox.title" />
      <p className="mt-2 text-lg text-muted">
        <T id="outbox.intro" />
      </p>
      {entries.length === 0 ? (
        <p className="mt-8 rounded-xl border border-dashed border-line-strong px-5 py-8 text-center text-muted">
          <T id="outbox.empty" />
        </p>
      ) : (
        <>
          <div className="mt-6 flex flex-wrap items-end gap-3">
            {waiting > 0 && <SendNow />}
            <SaveCsv name="outbox" heads={headOf(text)} rows={() => entries.map((entry) => rowOf(entry, text))} />
          </div>
          {entries.length > SHOWN && (
            <p className="mt-4 text-sm text-muted">
              <T id="outbox.shown" values={{ shown: SHOWN, count: entries.length }} />
            </p>
          )}
          <ul className="mt-6 divide-y divide-line border-y border-line">
            {entries.slice(0, SHOWN).map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: OutboxEntry }) {
  const actor = useActor(entry.account).data;
  return (
    <li className="space-y-3 py-4" data-testid="outbox-entry" data-state={entry.state}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5">
        <span className="min-w-0 flex-1 basis-64">
          <span className="block break-words">{entry.label}</span>
          <span className="text-sm text-muted">
            <RelativeTime time={entry.createdAt} />
            {" · "}
            <T id="outbox.signed-by" values={{ name: actor?.party.name ?? shortHex(entry.account) }} />
          </span>
        </span>
        <StatusMark tone={TONES[entry.state]}>
          <T id={`outbox.state.${entry.state}`} />
        </StatusMark>
      </div>
      {entry.kind === "statement" && (
        <a className="link text-sm" href={`/supplier/events/${entry.reference}`}>
          <T id="outbox.follow" />
        </a>
      )}
      {entry.kind === "import" && entry.state === "sent" && <CaptureResult answer={entry.answer} />}
      <OutboxNotice entry={entry} />
    </li>
  );
}

function headOf(text: ReturnType<typeof useText>): string[] {
  return [
    text("outbox.column.what"),
    text("outbox.column.state"),
    text("outbox.column.signed"),
    text("outbox.column.account"),
    text("outbox.column.reason"),
  ];
}

function rowOf({ label, state, createdAt, account, problem }: OutboxEntry, text: ReturnType<typeof useText>): string[] {
  return [label, text(`outbox.state.${state}`), createdAt, account, problem?.detail ?? ""];
}
