import { roleNames } from "../typed-data/roles.ts";
import { reachOf } from "./reach-of.ts";
import { rolesOnChain } from "./roles.ts";
import type { Act } from "./table.ts";

/**
 * Whether an account may do something by what it is on chain: whoever signs shows no token.
 *
 * @param roles bit mask of its actor, see typed-data/roles
 * @example
 * mayAsActor(ROLE.carrier, "custody:accept"); // true
 * mayAsActor(ROLE.verifier, "custody:accept"); // false
 */
export function mayAsActor(roles: number, act: Act): boolean {
  return reachOf({ roles: rolesOnChain(roleNames(roles)), installationRoles: [] }, act) !== undefined;
}
