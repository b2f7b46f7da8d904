import { readFileSync } from "node:fs";

/** Characters, not bytes; below it guessing is too cheap, above it nobody remembers. */
export const MIN_PASSWORD_CHARACTERS = 8;
export const MAX_PASSWORD_CHARACTERS = 128;

let breached: ReadonlySet<string> | undefined;

/** What attackers try first; see SOURCES.md. Read when the first password is chosen. */
function breachedPasswords(): ReadonlySet<string> {
  breached ??= new Set(
    readFileSync(new URL("breached-passwords.txt", import.meta.url), "utf8")
      .trim()
      .split("\n"),
  );
  return breached;
}

/** The same text however a keyboard composes it (NIST SP 800-63B, 3.1.1.2). */
export function normalPassword(password: string): string {
  return password.normalize("NFKC");
}

/** Why a password may not be chosen; undefined when it may. Nothing is asked of its characters: that makes weak passwords, not strong ones. */
export function objectionToPassword(password: string, email: string): string | undefined {
  const length = [...normalPassword(password)].length;
  if (length < MIN_PASSWORD_CHARACTERS) return `is shorter than ${MIN_PASSWORD_CHARACTERS} characters`;
  if (length > MAX_PASSWORD_CHARACTERS) return `is longer than ${MAX_PASSWORD_CHARACTERS} characters`;
  const plain = normalPassword(password).toLowerCase();
  if (breachedPasswords().has(plain)) return "is one of those that attackers try first";
  if (plain === email || plain === email.split("@")[0]) return "is your e-mail address";
  return undefined;
}
