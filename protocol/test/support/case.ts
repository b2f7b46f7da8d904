import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import { type Finding, findingsOf, type FindingOptions, type FindingStatement } from "../../src/findings/findings-of.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";

export const FARM = account(1);
export const PACKER = account(2);
export const KITCHEN = account(3);

/** Places by GLN, each with its owner. */
export const FIELD = "0860009999060";
export const PACKING_HOUSE = "0860009999992";
export const DOCK = "0860009998001";

export const BULK = "https://id.gs1.org/01/00860009999923/10/A";
export const CASES = "https://id.gs1.org/01/10860009999920/10/A";
export const UNIT = "https://id.gs1.org/00/008600099999850000";

export const NAMES: FindingOptions = {
  parties: new Map([
    [FARM, "Farm"],
    [PACKER, "Packer"],
    [KITCHEN, "Kitchen"],
  ]),
  places: new Map([
    [FIELD, { name: "the field", owner: FARM }],
    [PACKING_HOUSE, { name: "the packing house", owner: PACKER }],
    [DOCK, { name: "the dock", owner: KITCHEN }],
  ]),
};

export function account(n: number): Address {
  return `0x${String(n).padStart(40, "0")}` as Address;
}

/** The n-th statement's commitment. */
export function commitment(n: number): Hex32 {
  return `0x${n.toString(16).padStart(64, "0")}` as Hex32;
}

export function statementsOf(told: readonly { by: Address; event: JsonObject }[]): FindingStatement[] {
  return told.map(({ by, event }, n) => ({ commitment: commitment(n), eventHash: eventHashOf(event).eventHash, account: by, event }));
}

/** What a rule finds in events told by accounts. */
export function findBy(rule: string, told: readonly { by: Address; event: JsonObject }[]): Finding[] {
  return findingsOf(statementsOf(told), NAMES).filter((finding) => finding.rule === rule);
}

/** The statements that show each of the rule's findings, by their numbers. */
export function toldBy(rule: string, told: readonly { by: Address; event: JsonObject }[]): number[][] {
  return findBy(rule, told).map(({ commitments }) => commitments.map(Number));
}

export function lot(epcClass: string, quantity?: number, uom?: string): JsonObject {
  return { epcClass, ...(quantity === undefined ? {} : { quantity }), ...(uom === undefined ? {} : { uom }) };
}

/** An event on 17 April 2026 at an hour of the day, at a place; members override. */
export function at(hour: number, gln: string, members: JsonObject): JsonObject {
  return {
    type: "ObjectEvent",
    action: "OBSERVE",
    eventTime: `2026-04-17T${String(hour).padStart(2, "0")}:00:00-04:00`,
    eventTimeZoneOffset: "-04:00",
    readPoint: { id: `https://id.gs1.org/414/${gln}` },
    ...members,
  };
}

/** A shipment from a place to another. */
export function shipped(hour: number, from: string, to: string, members: JsonObject): JsonObject {
  return at(hour, from, {
    bizStep: "shipping",
    destinationList: [{ type: "location", destination: `https://id.gs1.org/414/${to}` }],
    ...members,
  });
}

/** The harvest that most cases start from: 100 kg of the bulk lot at 8 o'clock in the field. */
export const HARVEST = {
  by: FARM,
  event: at(8, FIELD, { action: "ADD", bizStep: "commissioning", quantityList: [lot(BULK, 100, "KGM")] }),
};
