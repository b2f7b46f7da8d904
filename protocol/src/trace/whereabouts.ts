import { RECEIVING, SHIPPING, wordOf } from "../findings/vocabulary.ts";
import { isJsonObject, type Json, type JsonObject } from "../hashing/lossless-json.ts";
import { canonicalDigitalLink } from "../identifiers/digital-link.ts";
import { isRecallOnly } from "../recall/is-recall-only.ts";

/** What one event says about where its goods are once it has happened, whose they are, and in what state. Null: it does not say. */
export interface Whereabouts {
  /** Where they then are (`bizLocation`), or else where they were seen (`readPoint`). Canonical Digital Link, or the URI as written. */
  place: { id: string; basis: "bizLocation" | "readPoint" } | null;
  /** Of a shipment: the place that they were sent to. */
  headingFor: string | null;
  /** Who has them: who took possession, or who still has it when they leave. */
  holder: string | null;
  owner: string | null;
  disposition: string | null;
  /** Conditions that last until they are unset. */
  set: string[];
  unset: string[];
}

/**
 * Reads a bare event. One that only speaks of a recall says nothing about where its goods are (EPCIS 2.0, sections 7.3.5 and 7.4.1; CBV 2.0, section 7.4).
 *
 * @example
 * whereaboutsOf(receiving).place; // { id: "https://id.gs1.org/414/9506000134376", basis: "bizLocation" }
 */
export function whereaboutsOf(event: JsonObject): Whereabouts {
  const step = wordOf(event.bizStep);
  const [source, destination] = [
    (type: string) => partyIn(event.sourceList, "source", type),
    (type: string) => partyIn(event.destinationList, "destination", type),
  ];
  const saysNotWhere = isRecallOnly(event);
  const lasting = isJsonObject(event.persistentDisposition) ? event.persistentDisposition : {};
  return {
    place: saysNotWhere ? null : (placeIn(event.bizLocation, "bizLocation") ?? placeIn(event.readPoint, "readPoint")),
    headingFor: saysNotWhere || RECEIVING.has(step) ? null : destination("location"),
    // Goods that leave are still with whoever sends them: the receiver has them when it says so.
    holder: SHIPPING.has(step) ? source("possessing_party") : (destination("possessing_party") ?? source("possessing_party")),
    owner: destination("owning_party") ?? source("owning_party"),
    disposition: event.disposition === undefined ? null : wordOf(event.disposition),
    set: wordsOf(lasting.set),
    unset: wordsOf(lasting.unset),
  };
}

function placeIn(place: Json | undefined, basis: "bizLocation" | "readPoint"): Whereabouts["place"] {
  return isJsonObject(place) && typeof place.id === "string" ? { id: canonical(place.id), basis } : null;
}

function partyIn(list: Json | undefined, member: "source" | "destination", type: string): string | null {
  const items = Array.isArray(list) ? list.filter(isJsonObject) : [];
  const id = items.find((item) => wordOf(item.type) === type)?.[member];
  return typeof id === "string" ? canonical(id) : null;
}

function canonical(id: string): string {
  return canonicalDigitalLink(id.trim()) ?? id.trim();
}

function wordsOf(list: Json | undefined): string[] {
  return (Array.isArray(list) ? list : []).map(wordOf).filter((word) => word !== "");
}
