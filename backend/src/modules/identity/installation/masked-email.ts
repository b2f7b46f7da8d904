import type { Principal } from "../../../platform/http/principal.ts";

/** Whether somebody sees how other people sign in: admins of the installation do; auditors see what they need to tell people apart. */
export function seesAddresses(principal: Pick<Principal, "installationRoles"> | null): boolean {
  return principal?.installationRoles.includes("admin") ?? false;
}

/**
 * An e-mail address with nothing but its first letter and its host.
 *
 * @example
 * maskedEmail("ann@farm.example"); // "a…@farm.example"
 */
export function maskedEmail(email: string): string {
  return `${[...email][0] ?? ""}…${email.slice(email.lastIndexOf("@"))}`;
}
