import { expect } from "chai";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { changedChain } from "../../src/footprint/what-if.ts";
import { directMetres, longestBaselineMetres } from "../../src/footprint/distance.ts";
import { factorsOf, findTransportFactor } from "../../src/footprint/factors.ts";
import { compareChains } from "../../src/footprint/saving.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { TransportChain, TransportChainElement } from "../../src/footprint/transport-chain.ts";
import { NOW } from "../support/chains.ts";
import { chainFrom, DELIVERY, LETTUCE } from "../support/goods.ts";

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
