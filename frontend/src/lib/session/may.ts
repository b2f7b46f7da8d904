import type { Me } from "@waybill/protocol/schemas/api/identity";
import { reachOf } from "@waybill/protocol/permissions/reach-of";
import { MEMBER_ROLES, type Role } from "@waybill/protocol/permissions/roles";
import { isInScope, MEMBER_SCOPES, PERSON_SCOPES } from "@waybill/protocol/permissions/scopes";
import type { Act } from "@waybill/protocol/permissions/table";

/** Whether whoever is signed in may do something, by the table that the server decides by. */
export function mayDo(
  { organisation, roles, installationRoles }: Pick<Me, "organisation" | "roles" | "installationRoles">,
  act: Act,
): boolean {
  const scopes = organisation === null ? PERSON_SCOPES : MEMBER_SCOPES;
  const holder = { roles: roles as Role[], installationRoles: installationRoles as Role[] };
  return isInScope(scopes, act) && reachOf(holder, act) !== undefined;
}

/** Whether it may be that somebody may do it: for whom it acts is not known yet, and there are some who may in an organisation. */
export function mayBeAllowedYet({ awaitsChain }: Pick<Me, "awaitsChain">, act: Act): boolean {
  return awaitsChain && isInScope(MEMBER_SCOPES, act) && reachOf({ roles: MEMBER_ROLES, installationRoles: [] }, act) !== undefined;
}
