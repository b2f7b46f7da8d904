import type { RoleName } from "../typed-data/roles.ts";

/**
 * Who may be what. `means` is for people; `chainRoles` are the roles of an actor on chain that make its organisation this here: whoever holds
 * the organisation's wallet is it, and so are members who were given it.
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
  service: { means: "A program, by a key of an organisation or as a partner's", chainRoles: ["anchorer"] },
} as const satisfies Readonly<Record<string, { means: string; chainRoles: readonly RoleName[] }>>;

export type Role = keyof typeof ROLES;

/** How far a role reaches: what belongs to the caller and to the organisation that it acts for, or what belongs to anybody. */
export type Reach = "own" | "all";

/** All of them, in the order of the table's columns. */
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

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
