import { foundPerson } from "@waybill/protocol/schemas/api/privacy";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { useConsole } from "../../entities/console/console.ts";
import { List } from "../../entities/list/List.tsx";
import { Refused } from "../../entities/Refused.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Card.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { HOLDS } from "./holds-list.tsx";

/** What people ask for about their data, and who must not be erased. */
export function DataRequestsPage({ onFound }: { onFound: (person: string) => void }) {
  const { me } = useConsole();
  return (
    <>
      <PageTitle title={useText()("operations.data-requests")}>
        <T id="operations.data-requests.about" />
        <p className="mt-2">
          <a className="link" href="/admin/audit?action=person">
            <T id="operations.data-requests.log" />
          </a>
        </p>
      </PageTitle>
      {mayDo(me, "persons:find") && <Lookup onFound={onFound} />}
      <Section id="holds" title={<T id="operations.holds" />} intro={<T id="operations.holds.intro" />}>
        <List list={HOLDS} />
      </Section>
    </>
  );
}

/** Finds somebody by what they are known by; it is sent in the body and stands in no address. */
function Lookup({ onFound }: { onFound: (person: string) => void }) {
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
      <Field label={<T id="operations.person.find" />} hint={<T id="operations.person.find.hint" />}>
        <Input maxLength={320} autoComplete="off" spellCheck={false} value={named} onValueChange={setNamed} />
      </Field>
      <Button type="submit" busy={find.isPending}>
        <T id="operations.person.find.go" />
      </Button>
      <Refused title="operations.person.find.failed" error={find.error} />
    </form>
  );
}
