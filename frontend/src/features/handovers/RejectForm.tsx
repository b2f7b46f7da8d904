import { useState } from "react";
import { SigningActions } from "../../entities/signing/SigningActions.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Textarea } from "../../ui/Field.tsx";

interface RejectFormProps {
  sending: boolean;
  onReject: (reason: string) => void;
  onBack: () => void;
}

/** A refusal needs a reason: the giver reads it, the chain keeps only its hash. */
export function RejectForm({ sending, onReject, onBack }: RejectFormProps) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const empty = reason.trim() === "";
  return (
    <section aria-labelledby="reject-title" className="space-y-4">
      <h2 id="reject-title" className="text-xl">
        <T id="handover.reject.title" />
      </h2>
      <p className="text-muted">
        <T id="handover.reject.text" />
      </p>
      <Field label={<T id="handover.reject.reason" />} error={tried && empty ? <T id="handover.reject.needs-reason" /> : null}>
        <Textarea value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} />
      </Field>
      <SigningActions
        label={<T id="handover.reject.sign" />}
        sending={sending}
        onSign={() => {
          setTried(true);
          if (!empty) onReject(reason.trim());
        }}
      >
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    </section>
  );
}
