import { expect } from "chai";
import { checkChain } from "../../src/footprint/check-chain.ts";
import { directMetres } from "../../src/footprint/distance.ts";
import { doubtsOf } from "../../src/footprint/doubts.ts";
import { factorsOf } from "../../src/footprint/factors.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { TransportChainElement } from "../../src/footprint/transport-chain.ts";
import { chain, CHICAGO, DESNZ, hub, leg, NOW, VERO_BEACH } from "../support/chains.ts";

const factors = factorsOf([DESNZ_2025]);
const sfd = (metres: bigint) => ({ distance: { basis: "sfd" as const, metres: String(metres) } });
const direct = directMetres(VERO_BEACH, CHICAGO) ?? 0n;
const lorry = { table: DESNZ, row: "hgv-rigid-over-17t" };
const measured = (litres: number, load: bigint, change: Partial<TransportChainElement> = {}) =>
  leg({
    calculation: {
      data: "primary",
      energy: [{ factor: { table: DESNZ, row: "diesel" }, milliunits: String(litres * 1_000) }],
      loadGrams: String(load),
    },
    ...change,
  });

describe("footprint: mixed-up units", () => {
  const problemsOf = (element: TransportChainElement) => checkChain(chain([element]), factors, NOW).map(({ pointer }) => pointer);
  const doubted = (element: TransportChainElement) => doubtsOf(element, factors).map(({ kind }) => kind);

  const REFUSED: [what: string, pointer: string, most: bigint, at: (value: bigint) => TransportChainElement][] = [
    ["goods on a lorry", "/elements/0/massGrams", 200_000_000n, (grams) => leg({ massGrams: String(grams) })],
    ["goods that share the diesel of a lorry", "/elements/0/calculation/loadGrams", 200_000_000n, (grams) => measured(900, grams)],
    ["a way around", "/elements/0/distance/metres", direct * 6n, (metres) => leg(sfd(metres))],
    ["a shortcut", "/elements/0/distance/metres", -(direct - direct / 10n), (metres) => leg(sfd(-metres))],
  ];
  for (const [what, pointer, most, at] of REFUSED) {
    it(`refuses ${what} beyond ${most < 0n ? -most : most}, by a gram or a metre`, () => {
      expect([problemsOf(at(most)), problemsOf(at(most + 1n))]).to.deep.equal([[], [pointer]]);
    });
  }

  it("refuses a thousandfold everywhere: tonnes for kilograms, metres for kilometres, miles as kilometres on a straight way", () => {
    const tonnesForKilograms = measured(900, 18_000_000_000n);
    const milesAsKilometres = leg(sfd((direct * 115n * 1_000n) / (100n * 1_609n)));
    for (const element of [tonnesForKilograms, milesAsKilometres, leg(sfd(2_000n))])
      expect(problemsOf(element)).to.have.length.greaterThan(0);
    // A stay has no vehicle: what a store handles in a year may be more.
    const stay = hub();
    if (stay.calculation.data === "primary") stay.calculation.throughputGrams = "900000000000";
    expect(checkChain(chain([stay]), factors, NOW)).to.deep.equal([]);
  });

  const DOUBTED: [what: string, kind: string, most: bigint, at: (value: bigint) => TransportChainElement][] = [
    [
      "more goods than one such lorry carries",
      "vehicle",
      8_920_000n,
      (grams) => leg({ massGrams: String(grams), calculation: { data: "default", factor: lorry } }),
    ],
    [
      "more goods than its stated load leaves place for",
      "vehicle",
      4_460_000n,
      (grams) => leg({ massGrams: String(grams), calculation: { data: "modelled", factor: lorry, loadPercent: 50, emptyPercent: 0 } }),
    ],
    ["a way of twice the great circle and 50 km more", "way", direct * 2n + 50_000n, (metres) => leg(sfd(metres))],
  ];
  for (const [what, kind, most, at] of DOUBTED) {
    it(`doubts ${what}, and counts it all the same`, () => {
      expect([doubted(at(most)), doubted(at(most + 1n))]).to.deep.equal([[], [kind]]);
      expect(problemsOf(at(most + 1n))).to.deep.equal([]);
    });
  }

  it("doubts measured energy that is ten times more, or less, per tonne-kilometre than any row of the mode has", () => {
    // One tonne of 10 t over 2,000 km: a litre is 159.09 mg per tonne-kilometre of the load. Vans have 782,250 mg, articulated lorries 95,020.
    const litres = (amount: number) => doubted(measured(amount, 10_000_000n));
    expect([litres(60), litres(900), litres(49_000)]).to.deep.equal([[], [], []]);
    expect([litres(59), litres(60_000)]).to.deep.equal([["intensity"], ["intensity"]]);
  });

  it("doubts nothing of an average row, of a stay, and of rows that no table has", () => {
    expect([leg(), hub()].flatMap((element) => doubtsOf(element, factors))).to.deep.equal([]);
    expect(doubtsOf(measured(1, 10_000_000n), factorsOf([]))).to.deep.equal([]);
  });
});
