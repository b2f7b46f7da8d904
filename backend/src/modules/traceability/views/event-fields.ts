import { isJsonObject, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { canonicalDigitalLink } from "@waybill/protocol/identifiers/digital-link";

/** Text of a member, or null for anything else. */
export function textOf(event: JsonObject, member: string): string | null {
  const value = event[member];
  return typeof value === "string" ? value : null;
}

/** GLN of where it happened: the read point, or else the place where the goods then are. Null when neither names a GLN. */
export function glnOf(event: JsonObject): string | null {
  return glnOfPlace(event["readPoint"]) ?? glnOfPlace(event["bizLocation"]);
}

/** GTIN-14 of a lot's or serial's Digital Link; null for logistic units and other keys. */
export function gtinOf(subject: string): string | null {
  return /^https:\/\/id\.gs1\.org\/01\/(\d{14})(\/|$)/.exec(subject)?.[1] ?? null;
}

function glnOfPlace(place: Json | undefined): string | null {
  const id = isJsonObject(place) ? textOf(place, "id") : null;
  return id === null ? null : (/^https:\/\/id\.gs1\.org\/41[47]\/(\d{13})(\/|$)/.exec(canonicalDigitalLink(id) ?? "")?.[1] ?? null);
}
