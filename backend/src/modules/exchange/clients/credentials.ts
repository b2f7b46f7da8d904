import type { Random } from "../../../platform/ids.ts";

/** Name of a client: says what it is to whoever finds it in a log. */
export function newClientId(random: Random): string {
  return `pact_${Buffer.from(random.bytes(8)).toString("hex")}`;
}

/**
 * Client id and secret of an `Authorization: Basic` header, each decoded as a form has it (RFC 6749, section 2.3.1); undefined for anything else.
 *
 * @example
 * basicCredentials("Basic cGFjdF8xOnNlY3JldA=="); // { clientId: "pact_1", secret: "secret" }
 */
export function basicCredentials(header: string | undefined): { clientId: string; secret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,3000})$/i.exec(header ?? "")?.[1];
  const [clientId, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString("utf8"))?.slice(1) ?? [];
  if (clientId === undefined || secret === undefined) return undefined;
  try {
    return { clientId: formDecoded(clientId), secret: formDecoded(secret) };
  } catch {
    return undefined;
  }
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
