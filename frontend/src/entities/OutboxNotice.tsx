import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { T, useText } from "../lib/i18n/text.tsx";
import type { OutboxEntry } from "../lib/outbox/outbox-entry.ts";
import { outbox } from "../lib/outbox/use-outbox.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Spinner } from "../ui/Progress.tsx";

/** A signed request that has not arrived, or was refused, with what can be done. Nothing for one that arrived. */
export function OutboxNotice({ entry, onDiscarded }: { entry: OutboxEntry; onDiscarded?: () => void }) {
  if (entry.state === "sent") return null;
  const discard = () => void outbox.discard(entry.id).then(onDiscarded);
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
  return (
    <Callout tone="unknown" live title={<T id="outbox.waiting" />}>
      <p>
        <T id="outbox.waiting.text" />
      </p>
      {entry.problem !== null && <p className="text-sm text-muted">{entry.problem.detail}</p>}
      <div className="flex flex-wrap gap-2">
        <SendNow />
        <DiscardSigned onDiscard={discard} />
      </div>
    </Callout>
  );
}

/** Tries everything that waits, in its order. */
export function SendNow() {
  const [busy, setBusy] = useState(false);
  const send = () => {
    setBusy(true);
    void outbox.drain().finally(() => setBusy(false));
  };
  return (
    <Button size="small" onClick={send} busy={busy}>
      {busy ? <Spinner /> : <RotateCw aria-hidden />}
      <T id="outbox.retry" />
    </Button>
  );
}

/** Asks first: a signature that nobody has yet is lost for good. */
function DiscardSigned({ onDiscard }: { onDiscard: () => void }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" look="quiet" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        <T id="outbox.discard.waiting" />
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={<T id="outbox.discard.title" />}
        description={<T id="outbox.discard.text" />}
        closeLabel={text("supplier.close")}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>
              <T id="outbox.discard.keep" />
            </Button>
            <Button
              look="primary"
              onClick={() => {
                setOpen(false);
                onDiscard();
              }}
            >
              <T id="outbox.discard.sure" />
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  );
}
