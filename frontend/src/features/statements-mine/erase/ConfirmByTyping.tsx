import { useState, type FormEvent, type ReactNode } from "react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";

interface ConfirmByTypingProps {
  sending: boolean;
  onConfirmed: () => void;
  /** What stands beside the button. */
  children: ReactNode;
}

/** A button that only goes on once its word has been typed: what cannot be undone is not done by a slip. */
export function ConfirmByTyping({ sending, onConfirmed, children }: ConfirmByTypingProps) {
  const text = useText();
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const word = text("erase.word");
  const isTyped = typed.trim().toLowerCase() === word;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isTyped && !sending) onConfirmed();
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <Field
        label={
          <span>
            <T id="erase.type" values={{ word: <strong>{word}</strong> }} />
          </span>
        }
        error={tried && !isTyped ? text("erase.type.wrong", { word }) : undefined}
        className="max-w-sm"
      >
        <Input value={typed} onValueChange={setTyped} autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={40} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="danger" busy={sending}>
          <T id="erase.confirm" />
        </Button>
        {children}
      </div>
    </form>
  );
}
