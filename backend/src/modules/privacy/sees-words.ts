import type { Principal } from "../../platform/http/principal.ts";

/** Whether somebody reads what people typed: admins of the installation do; auditors see that it is there. */
export function seesWords(principal: Principal | null): boolean {
  return principal?.installationRoles.includes("admin") ?? false;
}
