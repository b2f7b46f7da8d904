import { getAddress } from "viem/utils";
import type { Address } from "../schemas/primitives.ts";
import { SIWE_GREETING, SIWE_LINES, type SiweMessage } from "./siwe-message.ts";
import { isAuthority, isScheme, isUri } from "./uri.ts";

/** A message that keeps the grammar, or the first reason why it does not. */
export type SiweReading = { valid: true; message: SiweMessage } | { valid: false; reason: string };

type LineName = (typeof SIWE_LINES)[number]["name"];
/** The lines that every message has are there once all were read. */
type NamedLines = Pick<SiweMessage, Exclude<LineName, "chainId">> & { chainId: string };

/** `reserved`, `unreserved` and the space: neither line breaks nor quotes. */
const STATEMENT = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;= ]+$/;

/**
 * Reads a message by the whole grammar of EIP-4361: every line in its place, RFC 3986 addresses, RFC 3339 times, an EIP-55 address, and
 * nothing besides. What it accepts, `formatSiweMessage` writes again to the byte, a chain id with leading zeros aside.
 *
 * It says nothing about whether the message is meant for this installation, or is still good.
 *
 * @example
 * const reading = parseSiweMessage(text);
 * if (reading.valid) console.log(reading.message.domain);
 */
export function parseSiweMessage(text: string): SiweReading {
  const lines = text.split("\n");
  const [first = "", address = ""] = lines;
  if (!first.endsWith(SIWE_GREETING)) return refused("line 1 does not ask to sign in");
  const [, scheme, domain = ""] = /^(?:([^:/]*):\/\/)?(.*)$/.exec(first.slice(0, -SIWE_GREETING.length)) ?? [];
  if (scheme !== undefined && !isScheme(scheme)) return refused("line 1 begins with no scheme");
  if (!isAuthority(domain)) return refused("line 1 names no domain");
  if (!isChecksummed(address)) return refused("line 2 is not an account in EIP-55 form");
  const statement = lines[3];
  const hasStatement = statement !== "";
  if (hasStatement && !STATEMENT.test(statement ?? "")) return refused("line 4 is not a statement of one line");
  if (lines[2] !== "" || (hasStatement && lines[4] !== "")) return refused("the statement needs an empty line on each side");
  const start = hasStatement ? 5 : 4;
  const named = readNamed(lines, start);
  if (typeof named === "string") return refused(named);
  const rest = lines.slice(start + named.size);
  const resources = rest.slice(1).map((line) => line.slice(2));
  if (rest.length > 0 && rest[0] !== "Resources:") return refused(`line ${start + named.size + 1} is too much, or not in its place`);
  if (rest.slice(1).some((line) => !line.startsWith("- ")) || !resources.every(isUri)) return refused("a resource is not an address");
  const values = Object.fromEntries(named) as Partial<Record<LineName, string>> as NamedLines;
  return {
    valid: true,
    message: {
      ...(scheme === undefined ? {} : { scheme }),
      ...{ domain, address },
      ...(hasStatement && statement !== undefined ? { statement } : {}),
      ...{ ...values, chainId: Number(values.chainId) },
      ...(rest.length === 0 ? {} : { resources }),
    },
  };
}

/** The named lines that are there, by name; a text says what is wrong. */
function readNamed(lines: readonly string[], start: number): Map<LineName, string> | string {
  const found = new Map<LineName, string>();
  for (const line of SIWE_LINES) {
    const text = lines[start + found.size];
    const prefix = `${line.label}: `;
    const isThere = text?.startsWith(prefix) === true;
    if (!isThere && "isOptional" in line) continue;
    const value = text?.slice(prefix.length) ?? "";
    if (!isThere || !line.isValid(value)) return `line ${start + found.size + 1} is not "${prefix}…" as EIP-4361 has it`;
    found.set(line.name, value);
  }
  return found;
}

function isChecksummed(text: string): text is Address {
  return /^0x[0-9A-Fa-f]{40}$/.test(text) && getAddress(text) === text;
}

function refused(reason: string): SiweReading {
  return { valid: false, reason };
}
