import type { EventId } from "../../schemas/primitives.ts";
import type { JsonObject } from "../lossless-json.ts";
import { digestOf, type HashAlgorithm } from "./algorithms.ts";
import { niUri } from "./event-hash.ts";
import { preHashOf } from "./pre-hash.ts";
import type { Revision } from "./rules.ts";

/** One published way to compute an event hash, by the name to show for it. */
export interface HashProfile {
  revision: Revision;
  algorithm: HashAlgorithm;
  /** How a verdict names the profile. */
  label: string;
}

const LABELS: Readonly<Record<Revision, string>> = {
  "CBV2.0": "CBV 2.0",
  "CBV2.1": "CBV 2.1 (draft)",
  "2025": "CBV 2.0 as published until October 2025 (superseded)",
};

/**
 * The SHA-256 event IDs of one event under every known profile, so that a foreign event ID can be recognised instead of called wrong.
 *
 * @example
 * profilesOf(event)["CBV2.1"]; // "ni:///sha-256;…?ver=CBV2.1"
 */
export function profilesOf(event: JsonObject): Record<Revision, EventId> {
  const idOf = (revision: Revision) => uriUnder(event, revision, "sha-256") as EventId;
  return { "CBV2.0": idOf("CBV2.0"), "CBV2.1": idOf("CBV2.1"), "2025": idOf("2025") };
}

/**
 * The profile under which an event hash ID belongs to an event, whatever its digest algorithm; undefined when it belongs under none.
 */
export function matchingProfile(event: JsonObject, eventId: string): HashProfile | undefined {
  const match = /^ni:\/\/\/(sha-256|sha-384|sha-512|sha3-256);[0-9a-f]+\?ver=CBV2\.[01]$/.exec(eventId);
  if (!match) return undefined;
  const algorithm = match[1] as HashAlgorithm;
  const revision = (Object.keys(LABELS) as Revision[]).find((candidate) => uriUnder(event, candidate, algorithm) === eventId);
  return revision && { revision, algorithm, label: LABELS[revision] };
}

function uriUnder(event: JsonObject, revision: Revision, algorithm: HashAlgorithm): string {
  return niUri(digestOf(preHashOf(event, revision), algorithm), algorithm, revision === "2025" ? "CBV2.0" : revision);
}
