import { expect } from "chai";
import { computeFootprint, ImplausibleChain } from "../../src/footprint/compute-footprint.ts";
import { footprint as schema } from "../../src/footprint/footprint.ts";
import { carbonCommitment, footprintHash } from "../../src/footprint/hashes.ts";
import { recheckFootprint } from "../../src/footprint/recheck.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import { energyGrams, roundGrams, transportGrams } from "../../src/footprint/grams.ts";
import {
  MAX_ELEMENTS,
  transportChainElement,
  type TransportChain,
  type TransportChainElement,
} from "../../src/footprint/transport-chain.ts";
import { LIMITS } from "../../src/footprint/whole.ts";
import { ACCOUNTS, chain, CHICAGO, DESNZ, hub, leg, LOT, NOW, place, VERO_BEACH } from "../support/chains.ts";

const compute = (of: TransportChain) => computeFootprint(of, [DESNZ_2025], NOW);
const problemsOf = (of: TransportChain): [pointer: string, message: string][] => {
  try {
    compute(of);
  } catch (error) {
    if (error instanceof ImplausibleChain) return error.problems.map(({ pointer, message }) => [pointer, message]);
    throw error;
  }
  return [];
};

describe("footprint: computing", () => {
  it("multiplies mass, distance and intensity, adds hubs, and splits wells from tanks without a remainder", () => {
    const { elements, total, status } = compute(chain());
    // 1 t × 2,000 km × 146.63 g; 100 kWh × 245.4 g × 1 t of 10 t.
    expect(elements.map(({ emissions }) => emissions)).to.deep.equal([
      { ttw: "237880", wtt: "55380", wtw: "293260" },
      { ttw: "0", wtt: "2454", wtw: "2454" },
    ]);
    expect([total, status]).to.deep.equal([{ ttw: "237880", wtt: "57834", wtw: "295714" }, "complete"]);
  });

  it("says how much of it was measured, and rounds that share down", () => {
    expect(compute(chain()).quality).to.deep.equal({ primary: "2454", modelled: "0", default: "293260", primaryPercent: 0 });
    expect(compute(chain([hub()])).quality.primaryPercent).to.equal(100);
  });

  it("gives each unit and each piece its part, rounded up", () => {
    expect(compute(chain()).perUnit).to.deep.equal({ unit: "2958", piece: "493" });
    expect(compute(chain([leg()], { units: null })).perUnit).to.equal(null);
  });

  it("takes measured fuel of a trip, empty way back and cooling included, by the goods' part of the load", () => {
    const energy = [{ factor: { table: DESNZ, row: "diesel" }, milliunits: "900000" }];
    const { elements } = compute(chain([leg({ calculation: { data: "primary", energy, loadGrams: "18000000" } })]));
    // 900 l × 3,181.83 g × 1 t of 18 t.
    expect([elements[0]?.rule, elements[0]?.emissions.wtw]).to.deep.equal(["energy", "159092"]);
  });

  it("models a lorry from its load and its empty running", () => {
    const factor = { table: DESNZ, row: "hgv-articulated-over-33t" };
    const of = (loadPercent: number, emptyPercent: number) =>
      compute(chain([leg({ calculation: { data: "modelled", factor, loadPercent, emptyPercent } })])).elements[0]?.intensity?.wtw;
    // Full and never empty: the published row for full load, (1,069.21 + 252.96) g/km over 17.86 t.
    expect(of(100, 0)).to.equal("74030");
    expect(Number(of(50, 0))).to.be.greaterThan(74030);
    expect(Number(of(100, 25))).to.be.greaterThan(74030);
  });

  it("lets only a part flow on: 100 of 500 cases became salad", () => {
    const part = { by: "mass" as const, partGrams: "200000", wholeGrams: "1000000", what: "100 of 500 cases became salad", evidence: [] };
    expect(compute(chain([leg({ allocations: [part] })])).total.wtw).to.equal("58652");
  });

  it("is incomplete when anything is missing, and never nothing", () => {
    const gap = { reason: "no-transport-reported" as const, subject: LOT, from: CHICAGO, to: null, what: "Nobody says how.", evidence: [] };
    const { status, total } = compute(chain([leg()], { missing: [gap] }));
    expect([status, total.wtw]).to.deep.equal(["incomplete", "293260"]);
    expect(compute(chain([])).status).to.equal("incomplete");
  });

  it("splits by organisation: what brought the goods, what came after they were sent away, and what it drove itself", () => {
    const [farm, kitchen, carrier] = ACCOUNTS;
    const parties = { shipper: farm, receiver: kitchen, operator: carrier };
    const { scope3 } = compute(chain([leg(parties)]));
    expect(scope3).to.deep.equal([
      { account: farm, scope1: "0", upstream: "0", downstream: "293260" },
      { account: kitchen, scope1: "0", upstream: "293260", downstream: "0" },
      { account: carrier, scope1: "293260", upstream: "0", downstream: "0" },
    ]);
    const paid = compute(chain([leg({ ...parties, payer: farm })])).scope3.find(({ account }) => account === farm);
    expect(paid).to.deep.include({ upstream: "293260", downstream: "0" });
  });

  it("always has the same name for the same chain and factors, and another for any change", () => {
    const [one, again, other] = [chain(), chain(), chain([leg({ massGrams: "1000001" }), hub()])].map((of) => footprintHash(compute(of)));
    expect(one).to.equal(again);
    expect(one).not.to.equal(other);
    if (one !== undefined) expect(carbonCommitment("footprint", one)).not.to.equal(carbonCommitment("factor-table", one));
  });

  it("is read by its own schema, and computed again from itself alone", () => {
    const made = compute(chain());
    expect(schema.parse(JSON.parse(JSON.stringify(made)))).to.deep.equal(made);
    expect(recheckFootprint(made, [DESNZ_2025], NOW)).to.deep.equal([]);
    const forged = structuredClone(made);
    forged.total.wtw = "1";
    expect(recheckFootprint(forged, [DESNZ_2025], NOW)).to.deep.equal([{ pointer: "/total/wtw", says: '"1"', follows: '"295714"' }]);
  });
});

describe("footprint: refusing", () => {
  const refused: [what: string, change: Partial<TransportChainElement>, pointer: string, words: string][] = [
    ["tonnes given as grams of a load no lorry has", { massGrams: "1000000000" }, "/elements/0/massGrams", "mixed up"],
    ["miles given as kilometres", { distance: { basis: "sfd", metres: "1200000" } }, "/elements/0/distance/metres", "miles"],
    ["metres given as kilometres", { distance: { basis: "sfd", metres: "20000000" } }, "/elements/0/distance/metres", "6 times"],
    [
      "a way of no length",
      { distance: { basis: "modelled", metres: "0", detourPercent: 30 } },
      "/elements/0/distance/metres",
      "no distance",
    ],
    ["a departure that has not been", { departedAt: "2026-06-01T00:00:00Z", arrivedAt: null }, "/elements/0/departedAt", "future"],
    ["an arrival before the departure", { arrivedAt: "2026-04-19T07:00:00Z" }, "/elements/0/arrivedAt", "before"],
    [
      "a row that no table has",
      { calculation: { data: "default", factor: { table: DESNZ, row: "teleport" } } },
      "/elements/0/calculation",
      "teleport",
    ],
    [
      "a load smaller than the goods in it",
      {
        calculation: {
          data: "primary",
          energy: [{ factor: { table: DESNZ, row: "diesel" }, milliunits: "1" }],
          loadGrams: "999999",
        },
      },
      "/elements/0/calculation/loadGrams",
      "these goods alone",
    ],
    [
      "a part greater than the whole",
      { allocations: [{ by: "mass", partGrams: "2", wholeGrams: "1", what: "a part", evidence: [] }] },
      "/elements/0/allocations/0/partGrams",
      "whole",
    ],
    [
      "a load for a vehicle that has no model",
      { calculation: { data: "modelled", factor: { table: DESNZ, row: "van-diesel" }, loadPercent: 50, emptyPercent: 0 } },
      "/elements/0/calculation",
      "empty and when full",
    ],
  ];
  for (const [what, change, pointer, words] of refused) {
    it(`names ${what}`, () => {
      const [problem] = problemsOf(chain([leg(change)]));
      expect(problem?.[0]).to.equal(pointer);
      expect(problem?.[1]).to.contain(words);
    });
  }

  it("names everything that is wrong at once", () => {
    const found = problemsOf(chain([leg({ massGrams: "1000000000", departedAt: "2027-01-01T00:00:00Z", arrivedAt: null }), hub()]));
    expect(found.map(([pointer]) => pointer)).to.deep.equal(["/elements/0/massGrams", "/elements/0/departedAt"]);
  });

  it("does not take a town's coordinates for a mixed-up unit", () => {
    const near = { from: VERO_BEACH, to: place("next door", 27.65, -80.4), distance: { basis: "sfd" as const, metres: "500" } };
    expect(problemsOf(chain([leg(near)]))).to.deep.equal([]);
  });

  const invalid: [what: string, change: Record<string, unknown>][] = [
    ["a negative mass", { massGrams: "-1" }],
    ["no mass", { massGrams: "0" }],
    ["an absurd mass", { massGrams: "1000000000001" }],
    ["a mass with decimals", { massGrams: "1.5" }],
    ["a distance of zero", { distance: { basis: "sfd", metres: "0" } }],
    ["an unknown mode", { mode: "teleport" }],
  ];
  for (const [what, change] of invalid) {
    it(`has no place for ${what}`, () => {
      const made = compute(chain([leg()]));
      const [element] = made.elements;
      expect(schema.safeParse({ ...made, elements: [{ ...element, ...change }] }).success).to.equal(false);
    });
  }

  const bounds: [field: string, most: bigint, at: (value: string) => Record<string, unknown>][] = [
    ["massGrams", LIMITS.massGrams, (massGrams) => ({ massGrams })],
    ["metres", LIMITS.distanceMetres, (metres) => ({ distance: { basis: "sfd", metres } })],
    ["addedMetres", 1_000_000n, (addedMetres) => ({ distance: { basis: "gcd", metres: "1", addedMetres } })],
    ["detourPercent", 100n, (text) => ({ distance: { basis: "modelled", metres: "1", detourPercent: Number(text) } })],
    ["milliunits", LIMITS.energyMilliunits, (milliunits) => measured({ milliunits })],
    ["loadGrams", LIMITS.massGrams, (loadGrams) => measured({ loadGrams })],
    ["loadPercent", 100n, (text) => modelled({ loadPercent: Number(text) })],
    ["emptyPercent", 1_000n, (text) => modelled({ emptyPercent: Number(text) })],
    ["partGrams", LIMITS.massGrams, (partGrams) => part({ partGrams })],
    ["wholeGrams", LIMITS.massGrams, (wholeGrams) => part({ wholeGrams })],
  ];
  for (const [field, most, at] of bounds) {
    it(`takes ${field} up to ${most}, and not one more, nor less than nothing`, () => {
      const element = (value: string) => transportChainElement.safeParse({ ...leg(), ...at(value) }).success;
      expect([String(most), String(most + 1n), "-1"].map(element)).to.deep.equal([true, false, false]);
    });
  }

  it("adds a thousand elements at all limits up without leaving the numbers that a footprint has", () => {
    const limits = { massGrams: LIMITS.massGrams, distanceMetres: LIMITS.distanceMetres, intensity: LIMITS.milligramsPerUnit };
    const one = roundGrams(transportGrams(limits), "up");
    const energy = roundGrams(energyGrams({ milliunits: LIMITS.energyMilliunits, intensity: LIMITS.milligramsPerUnit }), "up");
    for (const grams of [one, 20n * energy]) expect(BigInt(MAX_ELEMENTS) * grams <= LIMITS.co2eGrams).to.equal(true);
  });
});

const measured = (change: object) => ({
  calculation: {
    data: "primary",
    energy: [{ factor: { table: DESNZ, row: "diesel" }, milliunits: "1", ...change }],
    loadGrams: String(LIMITS.massGrams),
    ...change,
  },
});
const modelled = (change: object) => ({
  calculation: { data: "modelled", factor: { table: DESNZ, row: "diesel" }, loadPercent: 1, emptyPercent: 0, ...change },
});
const part = (change: object) => ({
  allocations: [{ by: "mass", partGrams: "1", wholeGrams: "1", what: "a part", evidence: [], ...change }],
});
