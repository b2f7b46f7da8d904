import { expect } from "chai";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { changedChain } from "../../src/footprint/what-if.ts";
import { directMetres, longestBaselineMetres } from "../../src/footprint/distance.ts";
import { factorTable } from "../../src/footprint/factor-table.ts";
import { factorsOf, findTransportFactor } from "../../src/footprint/factors.ts";
import { factorTableHash } from "../../src/footprint/hashes.ts";
import { compareChains } from "../../src/footprint/saving.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { TransportChain, TransportChainElement } from "../../src/footprint/transport-chain.ts";
import { NOW } from "../support/chains.ts";
import { chainFrom, DELIVERY, FARM, KITCHEN, LETTUCE, made, received, sent, stated } from "../support/goods.ts";

describe("footprint: what if", () => {
  const chain = chainFrom(DELIVERY, LETTUCE);
  const factors = factorsOf([DESNZ_2025]);
  const changed = (change: object) => changedChain(chain, [{ element: "e1", ...change }], factors);

  it("the goods had gone by train: less, in grams, rounded down", () => {
    const { chain: other } = changed({ mode: "rail" });
    if (other === undefined) throw new Error("rail is possible");
    const { savedGrams, baselineGrams, actualGrams } = compareChains(chain, other, [DESNZ_2025]);
    expect(savedGrams > 0n && savedGrams === baselineGrams - actualGrams).to.equal(true);
  });

  it("the lorry had been full, or another", () => {
    expect(changed({ vehicle: "articulated-over-33t", loadPercent: 100 }).chain?.elements[0]?.calculation).to.deep.include({
      data: "modelled",
      loadPercent: 100,
    });
    expect(changed({ vehicle: "articulated-over-33t" }).chain?.elements[0]?.calculation).to.have.nested.property(
      "factor.row",
      "hgv-articulated-over-33t-refrigerated",
    );
  });

  describe("another carrier had driven, by a row of its own table:", () => {
    const rowOf = (id: string, wtw: string, change: object = {}) => ({
      ...{ kind: "transport" as const, id, name: `Carrier, ${id}`, region: "US", source: "meters of 2025" },
      ...{ mode: "road" as const, vehicle: "own-fleet", fuel: "diesel", refrigerated: true, distance: { basis: "sfd" as const } },
      ...{ perTonneKilometre: { ttw: "0", wtt: wtw, wtw }, ...change },
    });
    const carrier = factorTable.parse({
      ...{ ...DESNZ_2025, id: "carrier" },
      rows: [
        ...[rowOf("cooled", "100000"), rowOf("uncooled", "50000", { refrigerated: false }), rowOf("dear", "200000")],
        ...[rowOf("by-water", "9000", { mode: "sea" }), rowOf("limit", "100000000")],
      ],
    });
    const table = factorTableHash(carrier);
    const tables = [carrier, DESNZ_2025];
    const ONE_TONNE_400_KM = [
      ...[made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, stated("400 KMT")), received(3, KITCHEN, LETTUCE, 1000)],
    ];
    const was = chainFrom(ONE_TONNE_400_KM, LETTUCE);
    const by = (row: string, change: object = {}, of = was) =>
      changedChain(of, [{ element: "e1", factor: { table, row }, ...change }], factorsOf(tables));
    const savedBy = (row: string, of = was) => {
      const { chain: other, problems } = by(row, {}, of);
      if (other === undefined) throw new Error(problems.map(({ message }) => message).join());
      return compareChains(of, other, tables).savedGrams;
    };

    it("the same distance by its intensity, and what that saves; nothing where it emits more", () => {
      // 1 t × 400 km × (146.63 - 100) g.
      expect([savedBy("cooled"), savedBy("dear"), savedBy("limit")]).to.deep.equal([18_652n, 0n, 0n]);
      const other = computeFootprint(by("cooled").chain as TransportChain, tables, NOW);
      expect([other.total.wtw, other.tables.map(({ hash }) => hash)]).to.deep.equal(["40000", [table]]);
      expect(other.elements[0]).to.have.deep.property("distance", { basis: "sfd", metres: "400000" });
    });

    it("beside energy that the first one measured", () => {
      const [, way = {}] = ONE_TONNE_400_KM;
      const measured = chainFrom(
        ONE_TONNE_400_KM.with(1, { ...way, "transport:energy": "100 LTR diesel", "transport:load": "2 TNE" }),
        LETTUCE,
      );
      // Half of 100 l × 3.18183 kg is 159,091 g.
      expect(savedBy("cooled", measured)).to.equal(119_091n);
    });

    const REFUSED: [what: string, row: string, change: object, words: string][] = [
      ["that does not cool what is cooled", "uncooled", {}, "does not cool"],
      ["that is one for another mode than was asked for", "by-water", { mode: "road" }, "is one for sea"],
      ["with a load that it says nothing of", "cooled", { loadPercent: 50 }, "nothing of loads"],
      ["with empty kilometres and no load", "cooled", { emptyPercent: 20 }, "together with a load"],
      ["that no table has", "bicycle", {}, "no factor table has a row"],
    ];
    for (const [what, row, change, words] of REFUSED) {
      it(`not by a row ${what}`, () => expect(by(row, change).problems?.[0]?.message).to.contain(words));
    }

    it("by one that does not cool, where that is asked for; and by another mode over the great circle and a detour", () => {
      expect(by("uncooled", { refrigerated: false }).problems).to.equal(undefined);
      expect(by("by-water").chain?.elements[0]).to.have.nested.property("distance.detourPercent", 40);
    });
  });

  it("for the baseline of a claim the lowest factor that fits and the plain great circle, where a comparison takes the highest and a detour", () => {
    const wtw = (one: TransportChain | undefined) => BigInt(computeFootprint(one as TransportChain, [DESNZ_2025], NOW).total.wtw);
    const asked = [{ element: "e1", mode: "sea" as const }];
    const baseline = changedChain(chain, asked, factors, "baseline").chain;
    expect(baseline?.elements[0]).to.have.nested.property("distance.detourPercent", 0);
    expect(changed({ mode: "sea" }).chain?.elements[0]).to.have.nested.property("distance.detourPercent", 40);
    expect(wtw(baseline) < wtw(changed({ mode: "sea" }).chain)).to.equal(true);
    const lorry = (refrigerated: boolean) =>
      findTransportFactor(factors, { mode: "road", refrigerated }, "lowest")?.row.perTonneKilometre.wtw;
    expect(findTransportFactor(factors, { mode: "road" }, "lowest")?.row.perTonneKilometre.wtw).to.equal(lorry(false));
    expect(Number(lorry(false)) < Number(lorry(true))).to.equal(true);
  });

  it("for the baseline of a claim no distance that is longer than the great circle with the detour that we assume ourselves", () => {
    const stated = (distanceMetres: string) => changedChain(chain, [{ element: "e1", mode: "rail", distanceMetres }], factors, "baseline");
    const leg = chain.elements[0] as TransportChainElement;
    const most = longestBaselineMetres({ ...leg, mode: "rail" }) ?? 0n;
    expect(most).to.equal(((directMetres(leg.from, leg.to) ?? 0n) * 130n) / 100n);
    expect(stated(String(most)).chain?.elements[0]).to.have.nested.property("distance.metres", String(most));
    for (const metres of [most + 1n, 10_000_000n])
      expect(stated(String(metres)).problems?.[0]?.message).to.contain(`longer than ${most} m`);
    expect(changed({ mode: "rail", distanceMetres: "10000000" }).problems).to.equal(undefined);
    const nowhere = { ...leg, to: { ...leg.to, latitudeMicrodegrees: null, longitudeMicrodegrees: null } };
    const { problems } = changedChain({ ...chain, elements: [nowhere] }, [{ element: "e1", distanceMetres: "1000" }], factors, "baseline");
    expect(problems?.[0]?.message).to.contain("coordinates");
  });

  it("names every change that cannot be", () => {
    const { problems } = changedChain(
      chain,
      [
        { element: "e9", mode: "rail" },
        { element: "e1", vehicle: "bicycle" },
        { element: "e1", mode: "rail", loadPercent: 10 },
      ],
      factors,
    );
    expect(problems?.map(({ pointer }) => pointer)).to.deep.equal(["/changes/0/element", "/changes/1", "/changes/2"]);
  });
});
