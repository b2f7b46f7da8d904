import { useState } from "react";
import { keyInFragment } from "../../lib/documents/check-content.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";

/** Takes the key of a private document, or the whole address that holds it. It never leaves this browser. */
export function KeyForm({ initial, onKey }: { initial: string; onKey: (key: string) => void }) {
  const [typed, setTyped] = useState(initial);
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        const fragment = typed.includes("#") ? typed.slice(typed.indexOf("#")) : `#key=${typed}`;
        onKey(keyInFragment(fragment) ?? "");
      }}
    >
      <Field label={<T id="document.key" />} hint={<T id="document.key.hint" />} className="max-w-xl">
        <Input
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
        />
      </Field>
      <Button type="submit" look="primary" disabled={typed.trim() === ""}>
        <T id="document.open" />
      </Button>
    </form>
  );
}
