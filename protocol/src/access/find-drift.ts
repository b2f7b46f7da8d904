import type { InstallationRoleView } from "../schemas/api/members.ts";
import type { AccessTable } from "./access-table.ts";

/** The roles on chain that organisations have for themselves. By any other one an installation is run, also by one that has no label. */
const OF_ORGANISATIONS = ["ISSUER", "VERIFIER"];

/** What is compared of somebody who has a role in the installation. */
type Person = Pick<InstallationRoleView, "role" | "wallets">;

export interface AccessDrift<Admin extends Person = Person> {
  /** Admins here none of whose wallets can do anything on chain. */
  powerless: Admin[];
  /** Accounts that run it on chain, and belong to no admin here, nor to this installation itself. */
  unknown: HolderOfRoles[];
  /** Accounts that may issue grams or verify them on chain, and are no organisation that is registered, nor an admin's or this installation's. */
  unregistered: HolderOfRoles[];
}

interface HolderOfRoles {
  account: string;
  roles: string[];
}

/** With whom the holders of roles on chain are compared; accounts as their checksummed addresses. */
interface KnownHere<Admin extends Person> {
  /** Who has a role in the installation. */
  people: readonly Admin[];
  /** Accounts that this installation sends from. */
  own: ReadonlySet<string>;
  /** Accounts of organisations that are registered now. */
  organisations: ReadonlySet<string>;
}

/** Who may issue grams or verify them. */
export function holdersForOrganisations(table: Pick<AccessTable, "roles">): string[] {
  return [...holdersOf(table, (label) => OF_ORGANISATIONS.includes(label)).keys()];
}

/** Where the two rights differ that an act on chain needs: the one that is kept here, and the one on chain. */
export function findDrift<Admin extends Person>(
  table: Pick<AccessTable, "roles">,
  { people, own, organisations }: KnownHere<Admin>,
): AccessDrift<Admin> {
  const admins = people.filter(({ role }) => role === "admin");
  const running = holdersOf(table, (label) => !OF_ORGANISATIONS.includes(label));
  const wallets = new Set<string>(admins.flatMap((admin) => admin.wallets));
  const strangers = (held: ReadonlyMap<string, string[]>) =>
    [...held].filter(([account]) => !wallets.has(account) && !own.has(account)).map(([account, roles]) => ({ account, roles }));
  return {
    powerless: admins.filter((admin) => !admin.wallets.some((wallet) => running.has(wallet))),
    unknown: strangers(running),
    unregistered: strangers(holdersOf(table, (label) => OF_ORGANISATIONS.includes(label))).filter(
      ({ account }) => !organisations.has(account),
    ),
  };
}

/** The labels of the roles of each account, as far as they are asked for; of a role without one its number. */
function holdersOf(table: Pick<AccessTable, "roles">, isAskedFor: (label: string) => boolean): Map<string, string[]> {
  const held = new Map<string, string[]>();
  for (const { id, label, holders } of table.roles)
    if (isAskedFor(label ?? id)) for (const { account } of holders) held.set(account, [...(held.get(account) ?? []), label ?? id]);
  return held;
}
