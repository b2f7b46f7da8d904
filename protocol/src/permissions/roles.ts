import type { RoleName } from "../typed-data/roles.ts";

/**
 * Who may be what. `means` is for people; `chainRoles` are the roles of an actor on chain that make its organisation this here: whoever holds
 * the organisation's wallet is it, and so are members who were given it. An anchorer acts on chain alone, and is nothing here.
 */
export const ROLES = {
  consumer: { means: "Everybody, signed in or not", chainRoles: [] },
  customer: { means: "Who signed in, for an organisation or for none", chainRoles: [] },
  supplier: { means: "Of an organisation that makes, processes or sells goods", chainRoles: ["producer", "processor", "retailer"] },
  carrier: { means: "Of an organisation that carries goods", chainRoles: ["carrier"] },
  warehouse: { means: "Staff of a warehouse", chainRoles: [] },
  verifier: { means: "Of an organisation that judges claims to savings", chainRoles: ["verifier"] },
  auditor: { means: "Reads, and changes nothing: in one organisation, or in the whole installation", chainRoles: [] },
  admin: { means: "Decides about people and keys of an organisation; whoever holds its wallet does", chainRoles: [] },
  service: { means: "A program, by a key of an organisation, as a partner's or as a warehouse's own", chainRoles: [] },
} as const satisfies Readonly<Record<string, { means: string; chainRoles: readonly RoleName[] }>>;

export type Role = keyof typeof ROLES;

/** How far a role reaches: what belongs to the caller and to the organisation that it acts for, or what belongs to anybody. */
export type Reach = "own" | "all";

/** What a row of the table gives a role: a reach, or `installation`, which is for that role in the installation alone and reaches all. */
export type Grant = Reach | "installation";

/** All of them, in the order of the table's columns. */
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

/** What an admin of an organisation makes its people. */
export const MEMBER_ROLES = ["supplier", "carrier", "warehouse", "verifier", "auditor", "admin"] as const satisfies readonly Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What people are made in the whole installation. */
export const INSTALLATION_ROLES = ["admin", "auditor"] as const satisfies readonly Role[];
export type InstallationRole = (typeof INSTALLATION_ROLES)[number];

/**
 * What an organisation is by its roles on chain, for whoever holds its wallet.
 *
 * @param names as of `roleNames` of an actor's mask
 * @example
 * rolesOnChain(["producer", "carrier"]); // ["supplier", "carrier"]
 */
export function rolesOnChain(names: readonly RoleName[]): Role[] {
  return ROLE_NAMES.filter((role) => ROLES[role].chainRoles.some((name) => names.includes(name)));
}

/**
 * The roles that an organisation's people can have: those that nothing on chain stands for, and those that it is on chain.
 *
 * @param names as of `roleNames` of its actor's mask; none for one that is not registered
 */
export function rolesWithin(names: readonly RoleName[]): MemberRole[] {
  const onChain = rolesOnChain(names);
  return MEMBER_ROLES.filter((role) => ROLES[role].chainRoles.length === 0 || onChain.includes(role));
}
