import { readFileSync } from "node:fs";

/** Characters, not bytes; below it guessing is too cheap, above it nobody remembers. */
export const MIN_PASSWORD_CHARACTERS = 8;
export const MAX_PASSWORD_CHARACTERS = 128;

/** What somebody who knows this place would try first. A password of nothing but them, digits and marks is none. */
const WORDS_OF_HERE = [
  "waybill",
  "supplychain",
  "supply",
  "chain",
  "traceability",
  "epcis",
  "admin",
  "administrator",
  "auditor",
  "supplier",
  "password",
];
const ONLY_WORDS_OF_HERE = new RegExp(`^(?:${WORDS_OF_HERE.join("|")})+$`);

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
  if (ONLY_WORDS_OF_HERE.test(plain.replaceAll(/[^\p{L}]/gu, ""))) return "is made of words that anybody would try here";
  if (plain === email || plain === email.split("@")[0]) return "is your e-mail address";
  return undefined;
}
