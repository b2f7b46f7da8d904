import { expect } from "chai";
import fc from "fast-check";
import { verify } from "../../src/verify/verify-event.ts";
import { harvested } from "../support/events.ts";
import { FakeChain } from "../support/fake-chain.ts";
import { stepIn, textOf } from "../support/scene.ts";
import { FakeService } from "../support/service.ts";

const lot = (i: number) => harvested(`https://id.gs1.org/01/00860009999923/10/L${i}`);

describe("an anchor in a growing log", () => {
  it("is found at any position, with a bundle of any age, and is final exactly when its block is", async () => {
    const counts = fc.record({ before: fc.nat(6), between: fc.nat(6), after: fc.nat(6), final: fc.nat(30) });
    await fc.assert(
      fc.asyncProperty(counts, async ({ before, between, after, final }) => {
        const chain = new FakeChain();
        const service = await FakeService.start(chain);
        await service.enrol("Farm");
        for (let i = 0; i < before; i++) await service.anchorBatch([], []);
        const statement = await service.sign(lot(0), "Farm");
        const { blockNumber } = await service.anchor(statement);
        for (let i = 0; i < between; i++) await service.anchorBatch([], []);
        const text = textOf(service.eventBundle(statement));
        for (let i = 0; i < after; i++) await service.anchorBatch([], []);
        chain.finalBlock = final;
        const verdict = await verify(text, chain.reader(), { trusted: { chainId: chain.chainId, supplyChain: chain.supplyChain } });
        expect(stepIn(verdict, "anchor").status).to.equal("passed");
        expect(stepIn(verdict, "finality").status).to.equal(blockNumber <= final ? "passed" : "unknown");
        expect(verdict.outcome).to.equal(blockNumber <= final ? "verified" : "unknown");
      }),
      { seed: 12, numRuns: 40 },
    );
  }).timeout(60_000);
});
