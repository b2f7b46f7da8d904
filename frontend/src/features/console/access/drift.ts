import type { AccessTable } from "@waybill/protocol/access/access-table";
import type { InstallationRoleView } from "@waybill/protocol/schemas/api/members";

/** The roles on chain by which an installation is run. Verifiers and issuers belong to organisations. */
const RUNNING = ["ADMIN", "REGISTRAR", "GUARDIAN"];

export interface AccessDrift {
  /** Admins here none of whose wallets can do anything on chain. */
  powerless: InstallationRoleView[];
  /** Accounts that run it on chain, and belong to no admin here, nor to this installation itself. */
  unknown: { account: string; roles: string[] }[];
}

/**
 * Where the two rights differ that an act on chain needs: the one that is kept here, and the one on chain.
 *
 * @param own accounts that this installation sends from
 */
export function findDrift(table: AccessTable, people: readonly InstallationRoleView[], own: ReadonlySet<string>): AccessDrift {
  const admins = people.filter(({ role }) => role === "admin");
  const held = new Map<string, string[]>();
  for (const { label, holders } of table.roles)
    if (label !== null && RUNNING.includes(label))
      for (const { account } of holders) held.set(account, [...(held.get(account) ?? []), label]);
  const wallets = new Set<string>(admins.flatMap((admin) => admin.wallets));
  return {
    powerless: admins.filter((admin) => !admin.wallets.some((wallet) => held.has(wallet))),
    unknown: [...held].filter(([account]) => !wallets.has(account) && !own.has(account)).map(([account, roles]) => ({ account, roles })),
  };
}
