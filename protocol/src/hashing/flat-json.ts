/** RFC 8785 form of an object whose members are text or null. Undefined members are left out. */
export function flatJson(members: Record<string, string | null | undefined>): string {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  // Code-unit order, as RFC 8785 section 3.2.3 asks; JSON.stringify already escapes text as section 3.2.2.2 does.
  return JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}
