import { useState, type ReactNode } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";

interface EndButtonProps {
  label: ReactNode;
  /** The same with whom or what it is about, for who does not see the row. */
  fullLabel: string;
  question: ReactNode;
  about: ReactNode;
  busy: boolean;
  onEnd: () => Promise<void>;
}

/** Ends an account or a device, for good: asked once more before. */
export function EndButton({ label, fullLabel, question, about, busy, onEnd }: EndButtonProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const end = async () => {
    await onEnd();
    setOpen(false);
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button look="danger" aria-label={fullLabel}>
          {label}
        </Button>
      }
      title={question}
      closeLabel={t("app.close")}
      footer={
        <>
          <Button size="large" onClick={() => setOpen(false)}>
            <T id="floor.end.keep" />
          </Button>
          <Button look="danger" size="large" busy={busy} onClick={() => void end()}>
            {label}
          </Button>
        </>
      }
    >
      <div className="space-y-2">{about}</div>
    </Dialog>
  );
}
