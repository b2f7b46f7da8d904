import { readFileSync } from "node:fs";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import type { FindingStatement } from "../../src/findings/finding.ts";
import { factorsOf } from "../../src/footprint/factors.ts";
import type { Footprint } from "../../src/footprint/footprint.ts";
import { transportChainFrom } from "../../src/footprint/from-events/chain-of.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import { bareEvents } from "../../src/hashing/event-hash/documents.ts";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { parseLossless } from "../../src/hashing/lossless-json.ts";
import type { Subject } from "../../src/schemas/primitives.ts";
import { account, commitment } from "./case.ts";
import { NOW } from "./chains.ts";

interface Organisation {
  account: number;
  documents: string[];
  places: { gln: string; name: string; latitude: number; longitude: number }[];
  products: { gtin: string; massGrams?: string; pieces?: number }[];
}

const DEMO = new URL("../../../scripts/demo/", import.meta.url);
const organisations = JSON.parse(readFileSync(new URL("organisations.json", DEMO), "utf8")) as Organisation[];
const eventsOf = (name: string) => bareEvents(parseLossless(readFileSync(new URL(`documents/${name}`, DEMO), "utf8")));
const each = <T>(list: (o: Organisation) => T[]) => organisations.flatMap((o) => list(o).map((item) => [o, item] as const));
const statements = each(({ documents }) => documents.flatMap(eventsOf)).map(([o, event], index): FindingStatement => ({
  ...{ commitment: commitment(index), eventHash: eventHashOf(event).eventHash, account: account(o.account), event },
}));
const source = {
  statements,
  places: new Map(each(({ places }) => places).map(([o, { gln, ...place }]) => [gln, { ...place, owner: account(o.account) }])),
  products: new Map(
    each(({ products }) => products).map(([o, { gtin, massGrams, pieces = 1 }]) => [
      gtin,
      { massGrams: massGrams === undefined ? null : BigInt(massGrams), pieces: BigInt(pieces), statedBy: account(o.account) },
    ]),
  ),
  factors: factorsOf([DESNZ_2025]),
  handovers: new Map(),
};

/** The footprint of goods of the demonstration chain. */
export function footprintOf(subject: string): Footprint {
  return computeFootprint(transportChainFrom(source, subject as Subject, NOW), [DESNZ_2025], NOW);
}
