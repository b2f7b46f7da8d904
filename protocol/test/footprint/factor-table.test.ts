import { expect } from "chai";
import { transportDistanceOf } from "../../src/footprint/distance.ts";
import { factorsOf, findEnergyFactor, findTransportFactor, type TransportQuery } from "../../src/footprint/factors.ts";
import { factorTableHash } from "../../src/footprint/hashes.ts";
import { readFactorTable } from "../../src/footprint/read-factor-table.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import { CHICAGO, VERO_BEACH } from "../support/chains.ts";

const factors = factorsOf([DESNZ_2025]);
const found = (query: TransportQuery) => findTransportFactor(factors, query)?.row.id;

describe("factor tables: DESNZ 2025", () => {
  it("is a table by its own schema, and never changes under its name", () => {
    expect(readFactorTable(JSON.parse(JSON.stringify(DESNZ_2025))).problems).to.equal(undefined);
    expect(factorTableHash(DESNZ_2025)).to.equal("0xb994897366feeeb0b6b8f0c2d0c3dcce63c0e950bc988d3d21510b84a974119e");
  });

  // g CO₂e per tonne-kilometre as published, well to wheel.
  const PUBLISHED: [id: string, wtw: number][] = [
    ["hgv-articulated-over-33t", 95.02],
    ["hgv-average", 125.22],
    ["hgv-average-refrigerated", 146.63],
    ["van-diesel", 782.25],
    ["freight-train", 34.7],
    ["container-ship", 19.77],
    ["container-ship-8000-teu", 15.53],
    ["flight-long-haul", 666.46],
    ["flight-long-haul-with-forcing", 1034.55],
  ];
  for (const [id, wtw] of PUBLISHED) {
    it(`has ${wtw} g/t-km for ${id}`, () => {
      const row = DESNZ_2025.rows.find((one) => one.id === id);
      expect(row?.kind === "transport" && Number(row.perTonneKilometre.wtw) / 1000).to.equal(wtw);
    });
  }

  it("has vehicle models whose published average lies between a third and three quarters of a full load", () => {
    for (const row of DESNZ_2025.rows) {
      if (row.kind !== "transport" || row.vehicleModel === undefined) continue;
      const { capacityGrams, empty, full } = row.vehicleModel;
      // The average load at which the model would give the published intensity lies between empty and full.
      const load =
        Number(empty.wtw) / ((Number(row.perTonneKilometre.wtw) * Number(capacityGrams)) / 1e6 - Number(full.wtw) + Number(empty.wtw));
      expect(load, row.id).to.be.within(0.3, 0.75);
    }
  });
});

describe("factor tables: choosing a row", () => {
  it("takes the vehicle that is known, and the average where none is", () => {
    expect(found({ mode: "road", vehicle: "articulated-over-33t", refrigerated: false })).to.equal("hgv-articulated-over-33t");
    expect(found({ mode: "sea" })).to.equal("container-ship");
  });

  it("takes the row with more emissions where several fit, so what may be cooled counts as cooled", () => {
    expect(found({ mode: "road" })).to.equal("hgv-average-refrigerated");
    expect(found({ mode: "road", refrigerated: false })).to.equal("hgv-average");
  });

  it("takes none where none fits: cooled trains, unknown vehicles, flights of unknown length", () => {
    expect(found({ mode: "rail", refrigerated: true })).to.equal(undefined);
    expect(found({ mode: "road", vehicle: "bicycle" })).to.equal(undefined);
    expect(found({ mode: "air" })).to.equal(undefined);
    expect(findEnergyFactor(factors, { carrier: "diesel", unit: "kg" })).to.equal(undefined);
  });
});

describe("factor tables: distances", () => {
  const way = { mode: "road" as const, from: VERO_BEACH, to: CHICAGO, statedMetres: null, basis: { basis: "sfd" as const } };
  const nowhere = { ...CHICAGO, latitudeMicrodegrees: null, longitudeMicrodegrees: null };

  it("are as stated, or else modelled with a detour that is named", () => {
    expect(transportDistanceOf({ ...way, statedMetres: 2_000_000n })).to.deep.equal({ basis: "sfd", metres: "2000000" });
    expect(transportDistanceOf(way)).to.deep.equal({ basis: "modelled", metres: "2226119", detourPercent: 30 });
  });

  it("of flights are great circles, with the 95 km where the factor's source wants them", () => {
    const gcd = (addedMetres: string) => transportDistanceOf({ ...way, mode: "air", basis: { basis: "gcd", addedMetres } });
    expect([gcd("0")?.metres, gcd("95000")?.metres]).to.deep.equal(["1712399", "1807399"]);
  });

  it("are unknown where nobody states them and a place has no coordinates", () => {
    expect(transportDistanceOf({ ...way, to: nowhere })).to.equal(undefined);
  });
});

describe("factor tables: reading", () => {
  const [row] = DESNZ_2025.rows;
  const problemsOf = (change: Record<string, unknown>) =>
    (readFactorTable({ ...DESNZ_2025, ...change }).problems ?? []).map(({ pointer, message }) => `${pointer} ${message}`);

  it("names each thing that is wrong, with its place", () => {
    const bad = { ...row, mode: "teleport", refrigerated: "no" };
    const problems = problemsOf({ rows: [bad, row], publisher: "" }).join("\n");
    for (const pointer of ["/publisher", "/rows/0/mode", "/rows/0/refrigerated"]) expect(problems).to.contain(pointer);
  });

  it("refuses sums that do not add up, negative and absurd intensities, and rows of one name", () => {
    const withIntensity = (change: object) => ({
      rows: [{ ...row, perTonneKilometre: { ttw: "1", wtt: "2", wtw: "3", ...change } }],
    });
    expect(problemsOf(withIntensity({ wtw: "4" }))).to.deep.equal(["/rows/0/perTonneKilometre/wtw wtw must be the sum of ttw and wtt"]);
    expect(problemsOf(withIntensity({ ttw: "-1" }))[0]).to.contain("whole number");
    expect(problemsOf(withIntensity({ ttw: "100000001", wtw: "100000003" }))[0]).to.contain("from 0 to 100000000");
    expect(problemsOf({ rows: [row, row] })).to.deep.equal([`/rows/1/id is the ID of an earlier row, too: ${row?.id}`]);
  });
});
