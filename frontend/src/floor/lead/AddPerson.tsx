import { staffView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState, type FormEvent } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useAct } from "../api/use-act.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { makeUpPassword } from "./made-up-password.ts";

/** An account for somebody. Its password is seen while it is made: the lead is to tell it, and no more after that. */
export function AddPerson() {
  const t = useText();
  const act = useAct();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isLead, setLead] = useState(false);
  const [added, setAdded] = useState<{ name: string; password: string } | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (act.isSending || name.trim() === "" || password === "") return;
    setAdded(null);
    const person = await act.run("staff", staffView, { name: name.trim(), password, isLead });
    if (person === undefined) return;
    setAdded({ name: name.trim(), password });
    setName("");
    setPassword("");
    setLead(false);
  };
  return (
    <section aria-labelledby="add" className="mt-10">
      <h2 id="add" className="text-2xl">
        <T id="floor.people.add" />
      </h2>
      {added !== null && (
        <Callout className="mt-4" tone="passed" live title={<T id="floor.people.add.done" values={{ name: added.name }} />}>
          <p>
            <T id="floor.people.add.tell" />
          </p>
          <p className="font-mono text-xl break-all">{added.password}</p>
        </Callout>
      )}
      <form className="mt-4 space-y-5" onSubmit={(event) => void submit(event)}>
        <Field label={<T id="floor.sign-in.name" />}>
          <Input autoComplete="off" spellCheck={false} value={name} onValueChange={setName} />
        </Field>
        <Field label={<T id="floor.sign-in.password" />} hint={<T id="floor.people.add.password.hint" />}>
          <Input
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className="font-mono"
            value={password}
            onValueChange={setPassword}
          />
        </Field>
        <Button onClick={() => setPassword(makeUpPassword())}>
          <T id="floor.people.add.generate" />
        </Button>
        <Switch
          label={<T id="floor.people.add.lead" />}
          state={t(isLead ? "floor.people.add.lead.yes" : "floor.people.add.lead.no")}
          isOn={isLead}
          onChange={setLead}
        />
        <Refusal error={act.error} />
        <Button type="submit" look="primary" size="large" className="w-full" busy={act.isSending}>
          <T id="floor.people.add.now" />
        </Button>
      </form>
    </section>
  );
}
