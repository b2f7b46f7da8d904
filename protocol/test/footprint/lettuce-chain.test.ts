import { expect } from "chai";
import { readFileSync } from "node:fs";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import type { FindingStatement } from "../../src/findings/finding.ts";
import { factorsOf } from "../../src/footprint/factors.ts";
import { transportChainFrom } from "../../src/footprint/from-events/chain-of.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import { bareEvents } from "../../src/hashing/event-hash/documents.ts";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { parseLossless } from "../../src/hashing/lossless-json.ts";
import type { Subject } from "../../src/schemas/primitives.ts";
import { account, commitment } from "../support/case.ts";
import { NOW } from "../support/chains.ts";

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
    each(({ products }) => products).map(([, { gtin, massGrams, pieces = 1 }]) => [
      gtin,
      { massGrams: massGrams === undefined ? null : BigInt(massGrams), pieces: BigInt(pieces) },
    ]),
  ),
  factors: factorsOf([DESNZ_2025]),
  handovers: new Map(),
};
const footprintOf = (subject: string) => computeFootprint(transportChainFrom(source, subject as Subject, NOW), [DESNZ_2025], NOW);

describe("footprint: the lettuce chain", () => {
  const salad = footprintOf("https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A");

  it("has what each leg and stay emitted for the salad, by the best data that was stated for it", () => {
    const told = salad.elements.map((element) => [
      element.kind === "hub" ? element.at.name : `${element.from.name} to ${element.to.name}`,
      element.calculation.data,
      element.emissions.wtw,
    ]);
    expect(told).to.deep.equal([
      ["Field 7, Belle Glade to Cold store, Okeechobee", "primary", "21336"],
      ["Cold store, Okeechobee", "primary", "4329"],
      ["Cold store, Okeechobee to Packing house, Vero Beach", "modelled", "25557"],
      ["Field 7, Belle Glade to Packing house, Vero Beach", "default", "71987"],
      ["Packing house, Vero Beach to Receiving dock, Chicago", "default", "503675"],
    ]);
  });

  it("takes 100 of 500 cases of lettuce into the salad, and gives each of 2,000 cases of six its part", () => {
    const [last] = salad.elements.at(-1)?.allocations ?? [];
    expect([last?.partGrams, last?.wholeGrams]).to.deep.equal(["2268000", "11340000"]);
    expect([salad.total.wtw, salad.perUnit, salad.quality.primaryPercent]).to.deep.equal(["626884", { unit: "314", piece: "53" }, 4]);
  });

  it("names what the documents leave open, and does not call the sum complete", () => {
    expect([salad.status, salad.missing.map(({ reason, what }) => [reason, what.split(",")[0]])]).to.deep.equal([
      "incomplete",
      [
        ["contradiction", "There are 3 accounts of how these goods were made; that of the place's owner"],
        ["contradiction", "More goods were sent to Packing house"],
        ["no-transport-reported", "The goods were at Kitchen"],
        ["no-origin", "Nobody says where these goods came into being"],
        ["no-transport-reported", "The goods were at Kitchen"],
      ],
    ]);
  });

  it("has the pallet's own way to Chicago, which is complete", () => {
    const { status, elements, total } = footprintOf("https://id.gs1.org/00/008600099999850000");
    expect([status, elements.length, total.wtw]).to.deep.equal(["complete", 1, "2644293"]);
  });
});
