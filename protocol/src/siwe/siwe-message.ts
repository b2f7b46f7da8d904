import type { Address } from "../schemas/primitives.ts";
import { readDateTime } from "./date-time.ts";
import { isPathCharacters, isUri } from "./uri.ts";

/** What a wallet signs to sign in, as EIP-4361 has it. Times are RFC 3339 texts, as signed. */
export interface SiweMessage {
  /** Of the asking page, where it is written; `https`. */
  scheme?: string;
  /** Authority of the asking page: `example.com:3000`. */
  domain: string;
  address: Address;
  statement?: string;
  uri: string;
  version: "1";
  chainId: number;
  nonce: string;
  issuedAt: string;
  expirationTime?: string;
  notBefore?: string;
  requestId?: string;
  resources?: string[];
}

/** The named lines in their order. */
export const SIWE_LINES = [
  { name: "uri", label: "URI", isValid: isUri },
  { name: "version", label: "Version", isValid: (text: string) => text === "1" },
  { name: "chainId", label: "Chain ID", isValid: (text: string) => /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) },
  { name: "nonce", label: "Nonce", isValid: (text: string) => /^[A-Za-z0-9]{8,}$/.test(text) },
  { name: "issuedAt", label: "Issued At", isValid: isDateTime },
  { name: "expirationTime", label: "Expiration Time", isValid: isDateTime, isOptional: true },
  { name: "notBefore", label: "Not Before", isValid: isDateTime, isOptional: true },
  { name: "requestId", label: "Request ID", isValid: isPathCharacters, isOptional: true },
] as const satisfies readonly { name: keyof SiweMessage; label: string; isValid: (text: string) => boolean; isOptional?: true }[];

/** After the domain, on the first line. */
export const SIWE_GREETING = " wants you to sign in with your Ethereum account:";

function isDateTime(text: string): boolean {
  return readDateTime(text) !== undefined;
}

/**
 * The text to sign (EIP-191 `personal_sign`).
 *
 * @example
 * const signature = await account.signMessage({ message: formatSiweMessage(message) });
 */
export function formatSiweMessage(message: SiweMessage): string {
  const { scheme, domain, address, statement, resources } = message;
  const named = SIWE_LINES.flatMap(({ name, label }) => (message[name] === undefined ? [] : [`${label}: ${message[name]}`]));
  return [
    `${scheme === undefined ? "" : `${scheme}://`}${domain}${SIWE_GREETING}`,
    ...[address, "", ...(statement === undefined ? [] : [statement]), "", ...named],
    ...(resources === undefined ? [] : ["Resources:", ...resources.map((resource) => `- ${resource}`)]),
  ].join("\n");
}
