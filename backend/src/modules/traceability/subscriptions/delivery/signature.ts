import { createHmac } from "node:crypto";

/**
 * Value of `GS1-Signature`: `t=<unix seconds>,v1=<hex>`, where v1 is HMAC-SHA-256, keyed with the subscriber's token (UTF-8), of the time, a
 * full stop and the body; one v1 for each token while it changes over. The standard leaves the form to the implementation (EPCIS 2.0 OpenAPI,
 * `GS1-Signature`).
 *
 * @example
 * signatureOf("{}", { tokens: ["secret"], at: new Date("2026-01-01T00:00:00Z") }); // "t=1767225600,v1=…"
 */
export function signatureOf(body: string, { tokens, at }: { tokens: readonly string[]; at: Date }): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const marks = tokens.map((token) => `v1=${createHmac("sha256", token).update(`${seconds}.${body}`).digest("hex")}`);
  return [`t=${seconds}`, ...marks].join();
}
