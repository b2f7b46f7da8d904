import type { Hex } from "viem";
import type { EventId, Hex32 } from "../../schemas/primitives.ts";
import type { JsonObject } from "../lossless-json.ts";
import { digestOf, type HashAlgorithm } from "./algorithms.ts";
import { preHashOf } from "./pre-hash.ts";

export type { HashAlgorithm } from "./algorithms.ts";

/** Version of the Core Business Vocabulary whose rules are followed; 2.1 is a draft. */
export type CbvVersion = "CBV2.0" | "CBV2.1";

export interface EventHash {
  /** RFC 6920 ni URI: the identity of the event. */
  eventId: EventId;
  /** The SHA-256 digest inside `eventId`. */
  eventHash: Hex32;
  /** The text that was hashed: for people who have to find out why two hashes differ. */
  prehash: string;
}

/**
 * The CBV event hash of a bare event with its own `@context` (CBV 2.0, section 8.9, as corrected by its reference in 2026; 2.1 is a
 * draft). Names what happened, whoever reports it: not covered are, by the standard, capture time, event ID, error declaration,
 * certification and remarks. Use `contentDigestOf` for the exact content.
 *
 * @example
 * eventHashOf(event).eventId; // "ni:///sha-256;…?ver=CBV2.0"
 */
export function eventHashOf(event: JsonObject, { version = "CBV2.0" }: { version?: CbvVersion } = {}): EventHash {
  const prehash = preHashOf(event, version);
  const eventHash = digestOf(prehash, "sha-256") as Hex32;
  return { eventId: niUri(eventHash, "sha-256", version) as EventId, eventHash, prehash };
}

/** The same with another digest that CBV allows, as ni URI only: to recognise foreign event IDs. */
export function eventHashUriOf(
  event: JsonObject,
  { version = "CBV2.0", algorithm }: { version?: CbvVersion; algorithm: HashAlgorithm },
): string {
  return niUri(digestOf(preHashOf(event, version), algorithm), algorithm, version);
}

/** RFC 6920 form of a digest, with the CBV version as its parameter. */
export function niUri(digest: Hex, algorithm: HashAlgorithm, version: CbvVersion): string {
  return `ni:///${algorithm};${digest.slice(2)}?ver=${version}`;
}
