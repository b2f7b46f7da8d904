import { useState, type FormEvent } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";

/** @param onName Makes the code; false where it was refused. */
export function AddDevice({ isSending, onName }: { isSending: boolean; onName: (name: string) => Promise<boolean> }) {
  const [name, setName] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending || name.trim() === "") return;
    if (await onName(name.trim())) setName("");
  };
  return (
    <section aria-labelledby="add" className="mt-10">
      <h2 id="add" className="text-2xl">
        <T id="floor.devices.add" />
      </h2>
      <form className="mt-4 space-y-5" onSubmit={(event) => void submit(event)}>
        <Field label={<T id="floor.devices.add.name" />} hint={<T id="floor.devices.add.name.hint" />}>
          <Input autoComplete="off" spellCheck={false} value={name} onValueChange={setName} />
        </Field>
        <Button type="submit" look="primary" size="large" className="w-full" busy={isSending}>
          <T id="floor.devices.add.now" />
        </Button>
      </form>
    </section>
  );
}
