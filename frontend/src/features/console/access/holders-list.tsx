import type { AccessTable } from "@waybill/protocol/access/access-table";
import { History } from "../../../entities/console/History.tsx";
import { says } from "../../../entities/list/says.ts";
import type { ActWords, HeldListDefinition } from "../../../entities/list/definition.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Delay } from "./Delay.tsx";
import { NamedAccounts } from "./NamedAccount.tsx";
import { roleName } from "./names.ts";

/** A role and one of those who hold it; null for a role of nobody. */
export interface HolderRow {
  role: { id: string; name: string; admin: string; guardian: string };
  holder: { account: string; since: number; delaySeconds: number; isHad: boolean } | null;
}

export function holdersOf(table: AccessTable): HolderRow[] {
  return table.roles.flatMap(({ id, admin, guardian, holders }): HolderRow[] => {
    const role = { id, name: roleName(table, id), admin: roleName(table, admin), guardian: roleName(table, guardian) };
    if (holders.length === 0) return [{ role, holder: null }];
    return holders.map((holder) => ({ role, holder: { ...holder, isHad: holder.since <= table.now } }));
  });
}

export const TAKE = {
  ...{ id: "take", act: "installation:changeActor", label: "console.access.take", isDangerous: true },
  ...{ question: "console.access.take.question", done: "console.access.take.done" },
} as const satisfies ActWords;

/** Each role with those who hold it, who gives it, and who may stop what its holders announced. */
export const HOLDERS: HeldListDefinition<HolderRow> = {
  name: "access-roles",
  place: "holders",
  title: "console.access.roles",
  keyOf: ({ role, holder }) => `${role.id} ${holder?.account ?? ""}`,
  nameOf: ({ role, holder }) => `${role.name}, ${holder?.account ?? "–"}`,
  columns: [
    {
      id: "role",
      head: "console.access.role",
      cell: ({ role }) => <span className="font-semibold whitespace-nowrap">{role.name}</span>,
      csv: ({ role }) => role.name,
    },
    {
      id: "holder",
      head: "console.access.holder",
      cell: ({ holder }) => <NamedAccounts accounts={holder === null ? [] : [holder.account]} />,
      csv: ({ holder }) => holder?.account ?? null,
    },
    {
      id: "since",
      head: "console.access.since",
      cell: ({ holder }) => (holder === null ? "–" : <Since {...holder} />),
      csv: ({ holder }) => holder?.since ?? null,
    },
    {
      id: "delay",
      head: "console.access.delay",
      cell: ({ holder }) => (holder === null ? "–" : <Delay seconds={holder.delaySeconds} />),
      csv: ({ holder }) => holder?.delaySeconds ?? null,
    },
    { id: "admin", head: "console.access.admin", cell: ({ role }) => role.admin, csv: ({ role }) => role.admin },
    { id: "guardian", head: "console.access.guardian", cell: ({ role }) => role.guardian, csv: ({ role }) => role.guardian },
  ],
  facets: [
    { kind: "text", name: "role", label: "console.access.role" },
    { kind: "text", name: "account", label: "actors.account" },
    {
      kind: "choice",
      name: "delay",
      label: "console.access.delay",
      options: [
        { value: "none", label: "console.access.at-once" },
        { value: "some", label: "console.access.delayed" },
      ],
    },
  ],
  fits: ({ role, holder }, { role: named, account, delay }) =>
    says(named, role.name, role.id) &&
    says(account, holder?.account) &&
    (delay === undefined || (holder !== null && (delay === "none") === (holder.delaySeconds === 0))),
  empty: "list.empty",
  byWallet: [TAKE],
  details: ({ holder }) => (holder === null ? <T id="console.access.nobody" /> : <History account={holder.account} />),
};

function Since({ since, isHad }: { since: number; isHad: boolean }) {
  return (
    <span className="whitespace-nowrap">
      <InstantText time={since} />
      {!isHad && (
        <StatusMark tone="pending" plain className="ml-2">
          <T id="console.access.not-yet" />
        </StatusMark>
      )}
    </span>
  );
}
