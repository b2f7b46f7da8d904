import type { AccessTable } from "@waybill/protocol/access/access-table";
import { useConsole } from "../../../entities/console/console.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact } from "../../../ui/Card.tsx";
import { NamedAccount } from "./NamedAccount.tsx";
import { contractAt, functionName, roleName } from "./names.ts";
import type { RoleChange } from "./role-calls.ts";

/** Whom a change of a role is about, what the role allows, and who else has it. */
export function RoleReach({ table, change: { kind, role, account } }: { table: AccessTable; change: RoleChange }) {
  const { config } = useConsole();
  const functions = table.functions
    .filter((one) => one.role === role)
    .map(({ target, selector }) => {
      const contract = contractAt(config, target);
      return `${contract?.name ?? target}.${functionName(contract, selector)}`;
    });
  const gives = table.roles.filter(({ admin }) => admin === role).map(({ id }) => roleName(table, id));
  const others = table.roles.find(({ id }) => id === role)?.holders.filter((holder) => holder.account !== account).length ?? 0;
  return (
    <>
      <Fact name={<T id="actors.account" />}>
        <NamedAccount account={account} />
      </Fact>
      <Fact name={<T id="console.access.allows" />}>
        {functions.length > 0 && <span className="block font-mono text-sm break-words">{functions.join(", ")}</span>}
        {gives.length > 0 && <T id="console.access.allows.giving" values={{ roles: gives.join(", ") }} />}
        {functions.length + gives.length === 0 && <T id="console.access.allows.nothing" />}
      </Fact>
      <Fact name={<T id="console.reach" />}>
        <T id={`console.access.reach.${kind}`} values={{ others }} />
      </Fact>
    </>
  );
}
