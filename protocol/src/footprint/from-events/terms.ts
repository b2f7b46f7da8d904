import { namespacesOf } from "../../hashing/event-hash/namespaces.ts";
import { type Json, type JsonObject, numberText } from "../../hashing/lossless-json.ts";
import { glnOf } from "../../findings/vocabulary.ts";
import { MODES, type EnergyRow, type Mode } from "../factor-table.ts";
import { energyOf, gramsOf, metresOf } from "./amounts.ts";

/**
 * Namespace of the fields that say how goods were carried or handled. The host is a reserved one (RFC 2606): the name is only compared, never
 * asked. Every field is a text; amounts are a number and a unit of UN/CEFACT Recommendation 20, so that no unit has to be guessed:
 *
 *     "transport:mode": "road", "transport:vehicle": "articulated-over-33t", "transport:refrigerated": "true",
 *     "transport:distance": "2010 KMT", "transport:energy": "880 LTR diesel", "transport:load": "18 TNE",
 *     "transport:loadPercent": "80", "transport:emptyPercent": "15", "transport:carrier": "https://id.gs1.org/417/…", "transport:paidBy": "shipper"
 */
export const TRANSPORT_NAMESPACE = "https://waybill.example/transport/";

/** What an event says of a transport, or of a hub. What it does not say, or not readably, is null. */
export interface TransportTerms {
  mode: Mode | null;
  /** The mode as written, where it is none that is known. */
  unknownMode: string | null;
  vehicle: string | undefined;
  fuel: string | undefined;
  refrigerated: boolean | undefined;
  distanceMetres: bigint | null;
  /** Energy that was measured, all of the trip's or hub's. */
  energy: { carrier: string; unit: EnergyRow["unit"]; milliunits: bigint }[];
  /** All goods that the energy was used for. */
  loadGrams: bigint | null;
  loadPercent: number | null;
  emptyPercent: number | null;
  hub: string | null;
  /** GLN. */
  carrier: string | undefined;
  paidBy: "shipper" | "receiver" | null;
  /** Amounts that are stated and are none: negative, nothing, beyond every limit, or without a unit that is known. Each with its field. */
  unreadable: string[];
}

/** Fields that hold one amount, and what it is read into. */
const AMOUNTS = [
  ["distance", "distanceMetres"],
  ["load", "loadGrams"],
  ["loadPercent", "loadPercent"],
  ["emptyPercent", "emptyPercent"],
] as const;

/** @example transportTermsIn(event).mode; // "road" */
export function transportTermsIn(event: JsonObject): TransportTerms {
  const read = fieldsIn(event);
  const text = (name: string) => read(name)[0];
  const mode = MODES.find((one) => one === text("mode")?.toLowerCase()) ?? null;
  const refrigerated = text("refrigerated");
  const paidBy = text("paidBy");
  const amounts = {
    distanceMetres: metresOf(text("distance")),
    loadGrams: gramsOf(text("load")),
    loadPercent: percentIn(text("loadPercent"), 1, 100),
    emptyPercent: percentIn(text("emptyPercent"), 0, 1_000),
  };
  return {
    ...amounts,
    unreadable: [
      ...AMOUNTS.filter(([field, member]) => text(field) !== undefined && amounts[member] === null).map(([field]) => [field, text(field)]),
      ...read("energy")
        .filter((one) => energyOf(one) === undefined)
        .map((one) => ["energy", one]),
    ].map(([field, stated]) => `${field} "${stated?.slice(0, 40)}"`),
    mode,
    unknownMode: mode === null ? (text("mode") ?? null) : null,
    ...{ vehicle: text("vehicle"), fuel: text("fuel"), hub: text("hub") ?? null, carrier: partyIn(text("carrier")) },
    refrigerated: refrigerated === "true" ? true : refrigerated === "false" ? false : undefined,
    energy: read("energy").flatMap((one) => energyOf(one) ?? []),
    paidBy: paidBy === "shipper" || paidBy === "receiver" ? paidBy : null,
  };
}

/** The texts of a field, whichever prefix the event gives the namespace. */
function fieldsIn(event: JsonObject): (name: string) => string[] {
  const namespaces = namespacesOf(event["@context"]);
  const prefixes = [...namespaces].filter(([, namespace]) => namespace === TRANSPORT_NAMESPACE).map(([prefix]) => prefix);
  return (name) => prefixes.flatMap((prefix) => listOf(event[`${prefix}:${name}`]).flatMap(textOf));
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function textOf(value: Json): string[] {
  const text = typeof value === "string" || typeof value === "boolean" ? String(value) : (numberText(value) ?? "");
  return text.trim() === "" ? [] : [text.trim()];
}

function percentIn(text: string | undefined, least: number, most: number): number | null {
  const value = text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : null;
}

function partyIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (glnOf(text.replace("/417/", "/414/")) ?? /^\d{13}$/.exec(text)?.[0]);
}
