import { useState, type FormEvent } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";

/** The name of a passkey while it is changed. */
export function RenamePasskey({ name, onRename, onLeave }: { name: string; onRename: (name: string) => void; onLeave: () => void }) {
  const [text, setText] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onRename(text.trim());
  };
  return (
    <form onSubmit={submit} onKeyDown={({ key }) => key === "Escape" && onLeave()} className="space-y-2">
      <Field label={<T id="account.passkey.name" />}>
        <Input autoFocus required maxLength={80} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="small">
          <T id="account.passkey.save" />
        </Button>
        <Button size="small" look="quiet" onClick={onLeave}>
          <T id="account.passkey.leave" />
        </Button>
      </div>
    </form>
  );
}
