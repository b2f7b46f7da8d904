import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { T } from "../lib/i18n/text.tsx";
import type { OutboxEntry } from "../lib/outbox/outbox-entry.ts";
import { outbox } from "../lib/outbox/use-outbox.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Spinner } from "../ui/Progress.tsx";

/** A signed request that has not arrived, or was refused, with what can be done. Nothing for one that arrived. */
export function OutboxNotice({ entry, onDiscarded }: { entry: OutboxEntry; onDiscarded?: () => void }) {
  const [busy, setBusy] = useState(false);
  if (entry.state === "sent") return null;
  const discard = () => {
    outbox.discard(entry.id);
    onDiscarded?.();
  };
  if (entry.state === "refused") {
    return (
      <Callout tone="failed" live title={<T id="outbox.refused" />}>
        <p>{entry.problem?.detail}</p>
        {entry.problem?.errors?.map(({ pointer, message }) => (
          <p key={pointer} className="text-sm">
            <code className="font-mono">{pointer}</code> {message}
          </p>
        ))}
        <Button size="small" onClick={discard}>
          <Trash2 aria-hidden />
          <T id="outbox.discard" />
        </Button>
      </Callout>
    );
  }
  const retry = () => {
    setBusy(true);
    void outbox.retry(entry.id).finally(() => setBusy(false));
  };
  return (
    <Callout tone="unknown" live title={<T id="outbox.waiting" />}>
      <p>
        <T id="outbox.waiting.text" />
      </p>
      {entry.problem !== null && <p className="text-sm text-muted">{entry.problem.detail}</p>}
      <Button size="small" onClick={retry} busy={busy}>
        {busy ? <Spinner /> : <RotateCw aria-hidden />}
        <T id="outbox.retry" />
      </Button>
    </Callout>
  );
}
