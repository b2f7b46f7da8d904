import { foundPerson } from "@waybill/protocol/schemas/api/privacy";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Refused } from "../Refused.tsx";

/** Finds somebody by what they are known by; it is sent in the body and stands in no address. */
export function FindPerson({ label, onFound }: { label: MessageId; onFound: (person: string) => void }) {
  const [named, setNamed] = useState("");
  const find = useMutation({
    mutationFn: () => sendOwn("/api/installation/persons/lookup", foundPerson, { body: { named: named.trim() } }),
    onSuccess: ({ person }) => onFound(person),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (named.trim() !== "") find.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-2xl space-y-4 rounded-xl border border-line p-5">
      <Field label={<T id={label} />} hint={<T id="operations.person.find.hint" />}>
        <Input maxLength={320} autoComplete="off" spellCheck={false} value={named} onValueChange={setNamed} />
      </Field>
      <Button type="submit" busy={find.isPending}>
        <T id="operations.person.find.go" />
      </Button>
      <Refused title="operations.person.find.failed" error={find.error} />
    </form>
  );
}
