import type { AccessTable } from "@waybill/protocol/access/access-table";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { HeldListDefinition } from "../../../entities/list/definition.ts";
import { says } from "../../../entities/list/says.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { NamedAccounts } from "./NamedAccount.tsx";
import { contractAt, functionName, roleName } from "./names.ts";

/** A restricted function. */
export interface FunctionRow {
  contract: string;
  name: string;
  role: string;
  /** Who can call it now. */
  accounts: readonly string[];
  /** Nobody may call its contract at present. */
  isClosed: boolean;
}

export function functionsOf(table: AccessTable, config: PublicConfig): FunctionRow[] {
  return table.functions.map(({ target, selector, role }) => {
    const contract = contractAt(config, target);
    const holders = table.roles.find(({ id }) => id === role)?.holders.filter(({ since }) => since <= table.now) ?? [];
    return {
      ...{ contract: contract?.name ?? target, name: functionName(contract, selector), role: roleName(table, role) },
      ...{ accounts: holders.map(({ account }) => account), isClosed: table.closed.includes(target) },
    };
  });
}

/** Each restricted function with its role, and who can call it now. */
export const FUNCTIONS: HeldListDefinition<FunctionRow> = {
  name: "access-functions",
  place: "functions",
  title: "console.access.functions",
  keyOf: ({ contract, name }) => `${contract} ${name}`,
  nameOf: ({ contract, name }) => `${contract}.${name}`,
  columns: [
    {
      id: "contract",
      head: "console.access.contract",
      cell: ({ contract, isClosed }) => (
        <span className="break-all">
          {contract}
          {isClosed && (
            <StatusMark tone="failed" plain className="ml-2">
              <T id="console.access.closed" />
            </StatusMark>
          )}
        </span>
      ),
      csv: ({ contract }) => contract,
    },
    {
      id: "function",
      head: "console.access.function",
      cell: ({ name }) => <span className="font-mono">{name}</span>,
      csv: ({ name }) => name,
    },
    { id: "role", head: "console.access.role", cell: ({ role }) => role, csv: ({ role }) => role },
    {
      id: "who",
      head: "console.access.who",
      cell: ({ accounts }) => <NamedAccounts accounts={accounts} />,
      csv: ({ accounts }) => accounts.join(" "),
    },
  ],
  facets: [
    { kind: "text", name: "named", label: "console.access.function" },
    { kind: "text", name: "role", label: "console.access.role" },
    { kind: "text", name: "account", label: "console.access.who" },
  ],
  fits: ({ contract, name, role, accounts }, { named, role: wanted, account }) =>
    says(named, `${contract}.${name}`) && says(wanted, role) && says(account, ...accounts),
  empty: "list.empty",
};
