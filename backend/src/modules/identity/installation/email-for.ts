import type { Principal } from "../../../platform/http/principal.ts";
import { maskedEmail } from "../../../platform/personal/mask.ts";

/** How an e-mail address is shown: to admins of the installation as it is; to auditors so far that they can tell people apart. */
export function emailFor(principal: Pick<Principal, "installationRoles"> | null, email: string | null): string | null {
  return email === null || principal?.installationRoles.includes("admin") ? email : maskedEmail(email);
}
