import { KEY_SCOPES, type ApiKeyRequest } from "@waybill/protocol/schemas/api/identity";
import { useState, type FormEvent } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Choices } from "../../../ui/Choices.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";

const DAYS = ["30", "90", "365"] as const;

interface NewKeyFormProps {
  busy: boolean;
  /** @param onMade called when there is such a key, and not when it was refused */
  onCreate: (request: ApiKeyRequest, onMade: () => void) => void;
}

/** What a new key is for, what it allows and for how long. */
export function NewKeyForm({ busy, onCreate }: NewKeyFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly (typeof KEY_SCOPES)[number][]>(["capture"]);
  const [days, setDays] = useState<(typeof DAYS)[number]>("90");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || scopes.length === 0 || busy) return;
    onCreate({ name: name.trim(), scopes: [...scopes], days: Number(days) }, () => {
      setName("");
      setTried(false);
    });
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-2xl space-y-4 rounded-xl border border-line p-5">
      <h3 className="text-xl">
        <T id="account.key.new" />
      </h3>
      <Field
        label={<T id="account.key.name" />}
        hint={<T id="account.key.name.hint" />}
        error={tried && name.trim() === "" ? <T id="account.key.name.missing" /> : null}
      >
        <Input maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Choices
        kind="many"
        legend={<T id="account.key.allows" />}
        options={KEY_SCOPES.map((value) => ({ value, label: <T id={`account.scope.${value}`} /> }))}
        chosen={scopes}
        onChange={setScopes}
      >
        {tried && scopes.length === 0 && (
          <p className="text-sm text-fail">
            <T id="account.key.allows.missing" />
          </p>
        )}
      </Choices>
      <Field label={<T id="account.key.days" />}>
        <Select
          value={days}
          onValueChange={setDays}
          options={DAYS.map((value) => ({ value, label: <T id={`account.key.days.${value}`} /> }))}
        />
      </Field>
      <Button type="submit" busy={busy}>
        <T id="account.key.create" />
      </Button>
    </form>
  );
}
