import type { InstallationRoleView } from "../schemas/api/members.ts";
import type { AccessTable } from "./access-table.ts";

/** The roles on chain by which an installation is run. Verifiers and issuers belong to organisations. */
const RUNNING = ["ADMIN", "REGISTRAR", "GUARDIAN"];

/** What is compared of somebody who has a role in the installation. */
type Person = Pick<InstallationRoleView, "role" | "wallets">;

export interface AccessDrift<Admin extends Person = Person> {
  /** Admins here none of whose wallets can do anything on chain. */
  powerless: Admin[];
  /** Accounts that run it on chain, and belong to no admin here, nor to this installation itself. */
  unknown: { account: string; roles: string[] }[];
}

/**
 * Where the two rights differ that an act on chain needs: the one that is kept here, and the one on chain.
 *
 * @param people who has a role in the installation; the wallets as their checksummed addresses
 * @param own accounts that this installation sends from
 */
export function findDrift<Admin extends Person>(
  table: Pick<AccessTable, "roles">,
  people: readonly Admin[],
  own: ReadonlySet<string>,
): AccessDrift<Admin> {
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
