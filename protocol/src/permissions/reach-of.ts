import { ROLE_NAMES, type Grant, type Reach, type Role } from "./roles.ts";
import { PERMISSIONS, type Act } from "./table.ts";

/** What somebody is. Everybody is a consumer besides. */
export interface RoleHolder {
  /** In the organisation that it acts for, and by having signed in. They reach what is its own. */
  roles: readonly Role[];
  /** In the whole installation. They reach what the table says. */
  installationRoles: readonly Role[];
}

/** Who shows nothing of itself. */
export const NOBODY: RoleHolder = { roles: [], installationRoles: [] };

const ROWS = new Map(
  Object.entries(PERMISSIONS).flatMap(([resource, actions]) =>
    Object.entries(actions).map(([action, row]) => [`${resource}:${action}` as Act, row as Readonly<Partial<Record<Role, Grant>>>]),
  ),
);

/** Every act of the table, in its order. */
export const ACTS: readonly Act[] = [...ROWS.keys()];

/**
 * How far somebody may do something; undefined when it may not.
 *
 * @example
 * reachOf({ roles: ["admin"], installationRoles: [] }, "apiKeys:rotate"); // "own"
 * reachOf(NOBODY, "apiKeys:rotate"); // undefined
 */
export function reachOf({ roles, installationRoles }: RoleHolder, act: Act): Reach | undefined {
  const row = ROWS.get(act) ?? {};
  const everywhere: readonly Role[] = ["consumer", ...installationRoles];
  if (everywhere.some((role) => row[role] === "all" || row[role] === "installation")) return "all";
  const here: readonly Role[] = ["consumer", ...roles];
  return here.some((role) => row[role] === "own" || row[role] === "all") ? "own" : undefined;
}

/** Whether everybody may do it. */
export function isForEverybody(act: Act): boolean {
  return reachOf(NOBODY, act) !== undefined;
}

/** The roles that may do it, and what the table gives each. */
export function rolesFor(act: Act): [Role, Grant][] {
  return ROLE_NAMES.flatMap((role): [Role, Grant][] => {
    const grant = ROWS.get(act)?.[role];
    return grant === undefined ? [] : [[role, grant]];
  });
}
