import { canonicalJson } from "./canonical-json.ts";
import type { JsonObject } from "./lossless-json.ts";
import { sha256OfText } from "./sha256.ts";
import { findUnsafeNumbers } from "./unsafe-numbers.ts";
import type { Hex32 } from "../schemas/primitives.ts";

/**
 * SHA-256 over the UTF-8 bytes of the RFC 8785 form of a bare event with its `@context`. Unlike the CBV event hash it covers every
 * member: certificates, error declarations, the declared event ID, the host of a Digital Link.
 *
 * @throws RangeError when a number does not fit a double, because the digest would then stand for several events
 * @example
 * contentDigestOf(parseLosslessObject(text)); // 0x…, 32 bytes
 */
export function contentDigestOf(event: JsonObject): Hex32 {
  const unsafe = findUnsafeNumbers(event);
  if (unsafe.length > 0) throw new RangeError(`numbers with more digits than a double holds have no content digest: ${unsafe.join(", ")}`);
  return sha256OfText(canonicalJson(event));
}
