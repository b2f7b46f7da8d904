import type { AccessTable } from "@waybill/protocol/access/access-table";
import { useState, type FormEvent } from "react";
import { getAddress, isAddress } from "viem/utils";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { roleName } from "./names.ts";
import type { RoleChange } from "./role-calls.ts";

const MINUTE = 60;
/** The contract keeps 32 bits of seconds. */
const MAX_MINUTES = 71_582_788;

/** Which role, for which account. */
export function RoleForm({ table, onAsk }: { table: AccessTable; onAsk: (change: RoleChange) => void }) {
  const [role, setRole] = useState(table.roles.find(({ label }) => label === "REGISTRAR")?.id ?? "0");
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState("0");
  const [wrong, setWrong] = useState<"account" | "holder" | "delay" | null>(null);
  const ask = (kind: RoleChange["kind"]) => {
    const typed = text.trim();
    if (!isAddress(typed, { strict: false })) return setWrong("account");
    const account = getAddress(typed.toLowerCase()) as Address;
    const holders = table.roles.find(({ id }) => id === role)?.holders ?? [];
    if (kind === "revoke" && !holders.some((holder) => holder.account === account)) return setWrong("holder");
    if (kind === "grant" && !(/^\d{1,8}$/.test(minutes.trim()) && Number(minutes) <= MAX_MINUTES)) return setWrong("delay");
    setWrong(null);
    onAsk({ kind, role, account, delaySeconds: kind === "grant" ? Number(minutes) * MINUTE : 0 });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask("grant");
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-xl space-y-4">
      <Field label={<T id="console.access.role" />}>
        <Select value={role} onValueChange={setRole} options={table.roles.map(({ id }) => ({ value: id, label: roleName(table, id) }))} />
      </Field>
      <Field
        label={<T id="actors.account" />}
        error={
          wrong === "account" ? <T id="console.organisation.other.wrong" /> : wrong === "holder" ? <T id="console.access.not-held" /> : null
        }
      >
        <Input value={text} maxLength={60} spellCheck={false} onValueChange={setText} />
      </Field>
      <Field
        label={<T id="console.access.delay.minutes" />}
        hint={<T id="console.access.delay.hint" />}
        error={wrong === "delay" ? <T id="console.access.delay.wrong" /> : null}
      >
        <Input value={minutes} inputMode="numeric" maxLength={8} onValueChange={setMinutes} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary">
          <T id="console.access.grant" />
        </Button>
        <Button look="danger" onClick={() => ask("revoke")}>
          <T id="console.access.revoke" />
        </Button>
      </div>
    </form>
  );
}
