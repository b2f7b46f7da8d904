/**
 * An e-mail address with nothing but its first letter and its host.
 *
 * @example
 * maskedEmail("ann@farm.example"); // "a…@farm.example"
 */
export function maskedEmail(email: string): string {
  return `${[...email][0] ?? ""}…${email.slice(email.lastIndexOf("@"))}`;
}
