import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { factorsOf } from "../../src/footprint/factors.ts";
import type { Footprint } from "../../src/footprint/footprint.ts";
import { transportChainFrom } from "../../src/footprint/from-events/chain-of.ts";
import type { ChainSource } from "../../src/footprint/from-events/source.ts";
import { TRANSPORT_NAMESPACE } from "../../src/footprint/from-events/terms.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { TransportChain } from "../../src/footprint/transport-chain.ts";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import type { Address, Subject } from "../../src/schemas/primitives.ts";
import { account, commitment } from "./case.ts";
import { NOW } from "./chains.ts";

/** A small supply chain: a farm, a store that cools, a kitchen, a shop; each owns the place of its number. */
export const FARM = "9506000134352";
export const STORE = "9506000134369";
export const KITCHEN = "9506000134376";
export const SHOP = "9506000134383";
export const LETTUCE = "https://id.gs1.org/01/09506000134352/10/LETTUCE" as Subject;
export const CARROTS = "https://id.gs1.org/01/09506000134369/10/CARROTS" as Subject;
export const SALAD = "https://id.gs1.org/01/09506000134376/10/SALAD" as Subject;
export const PALLET = "https://id.gs1.org/00/095060001343520000" as Subject;

const COORDINATES: readonly [gln: string, latitude: number, longitude: number][] = [
  [FARM, 27, -80],
  [STORE, 28, -80],
  [KITCHEN, 30, -81],
  [SHOP, 33, -84],
];
const OWNERS = [FARM, STORE, KITCHEN, SHOP];

export const source: Omit<ChainSource, "statements"> = {
  places: new Map(
    COORDINATES.map(([gln, latitude, longitude], i) => [gln, { name: `Place ${i}`, latitude, longitude, owner: account(i) }]),
  ),
  products: new Map([["09506000134376", { massGrams: 500n, pieces: 2n }]]),
  factors: factorsOf([DESNZ_2025]),
  handovers: new Map(),
};

const at = (day: number, hour = 8) => `2026-04-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00Z`;
const place = (gln: string) => ({ id: `https://id.gs1.org/414/${gln}` });
const kilograms = (epcClass: string, quantity: number) => ({ epcClass, quantity, uom: "KGM" });

function event(day: number, gln: string, change: JsonObject): JsonObject {
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { transport: TRANSPORT_NAMESPACE }],
    ...{ type: "ObjectEvent", action: "OBSERVE", eventTime: at(day), eventTimeZoneOffset: "+00:00", readPoint: place(gln) },
    ...change,
  };
}

export const ROAD: JsonObject = { "transport:mode": "road", "transport:refrigerated": "true" };

/** By road, so far. */
export const stated = (distance: string): JsonObject => ({ ...ROAD, "transport:distance": distance });

export const made = (day: number, gln: string, lot: string, amount: number) =>
  event(day, gln, { action: "ADD", bizStep: "commissioning", quantityList: [kilograms(lot, amount)] });

export const sent = (day: number, from: string, to: string, lot: string, amount: number, terms: JsonObject = ROAD) =>
  event(day, from, {
    ...{ bizStep: "shipping", quantityList: [kilograms(lot, amount)] },
    ...{ destinationList: [{ type: "location", destination: place(to).id }], ...terms },
  });

export const received = (day: number, gln: string, lot: string, amount: number, change: JsonObject = {}) =>
  event(day, gln, { bizStep: "receiving", quantityList: [kilograms(lot, amount)], ...change });

export const packed = (day: number, gln: string, lot: string, amount: number) =>
  event(day, gln, {
    type: "AggregationEvent",
    action: "ADD",
    bizStep: "packing",
    parentID: PALLET,
    childQuantityList: [kilograms(lot, amount)],
  });

export const palletSent = (day: number, from: string, to: string, terms: JsonObject = ROAD) =>
  event(day, from, {
    bizStep: "shipping",
    epcList: [PALLET],
    destinationList: [{ type: "location", destination: place(to).id }],
    ...terms,
  });

export const palletReceived = (day: number, gln: string) => event(day, gln, { bizStep: "receiving", epcList: [PALLET] });

/** Salad from so many kilograms of each lot; a unit of it weighs 500 g. */
export function mixed(day: number, gln: string, inputs: Record<string, number>, units: number, outputs: JsonObject[] = []): JsonObject {
  const { action: _action, ...making } = event(day, gln, {
    ...{ type: "TransformationEvent", bizStep: "commissioning" },
    inputQuantityList: Object.entries(inputs).map(([lot, amount]) => kilograms(lot, amount)),
    outputQuantityList: [{ epcClass: SALAD, quantity: units, uom: "EA" }, ...outputs],
  });
  return making;
}

/** A ton of lettuce from the farm to the kitchen. */
export const DELIVERY = [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000), received(3, KITCHEN, LETTUCE, 1000)];

/** The chain of a subject from events, each told by the owner of its place, unless `tellers` names somebody else by its number. */
export function chainFrom(
  events: readonly JsonObject[],
  subject: Subject,
  change: Partial<ChainSource> = {},
  now = NOW,
  tellers: Record<number, Address> = {},
): TransportChain {
  const statements = events.map((one, index) => ({
    commitment: commitment(index),
    eventHash: eventHashOf(one).eventHash,
    account: tellers[index] ?? account(OWNERS.findIndex((gln) => JSON.stringify(one["readPoint"]).includes(gln))),
    event: one,
  }));
  return transportChainFrom({ ...source, statements, ...change }, subject, now);
}

/** What a chain amounts to by the factors that come with Waybill. */
export const compute = (chain: TransportChain): Footprint => computeFootprint(chain, [DESNZ_2025], NOW);

/** Why parts of a chain are missing. */
export const reasons = ({ missing }: TransportChain): string[] => missing.map(({ reason }) => reason);
