import { expect } from "chai";
import type { EventBundle } from "../../../src/schemas/bundle.ts";
import type { Address, Hex32 } from "../../../src/schemas/primitives.ts";
import type { ChainReader } from "../../../src/verify/chain-reader.ts";
import { verify } from "../../../src/verify/verify-event.ts";
import { harvested } from "../../support/events.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../../support/scene.ts";
import type { Statement } from "../../support/service.ts";

const anotherLot = (i: number) => harvested(`https://id.gs1.org/01/00860009999923/10/OTHER${i}`);

describe("verify: the anchor of a statement", () => {
  let scene: Scene;
  const check = (bundle: EventBundle, reader: ChainReader = scene.chain.reader()) =>
    verify(textOf(bundle), reader, { trusted: scene.trusted });
  const checkStatement = (statement: Statement) => check(scene.service.eventBundle(statement));

  beforeEach(async () => {
    scene = await createScene();
  });

  it("still verifies an old bundle after the log has grown", async () => {
    const old = scene.service.eventBundle(scene.statements.lettuce);
    for (let i = 0; i < 9; i++) await scene.service.anchor(await scene.service.sign(anotherLot(i), "Farm"));
    scene.chain.finalise();
    expect(troubleIn(await check(old))).to.deep.equal([]);
  });

  it("verifies a new bundle against a final state that is older than it", async () => {
    for (let i = 0; i < 5; i++) await scene.service.anchor(await scene.service.sign(anotherLot(i), "Farm"));
    expect(troubleIn(await checkStatement(scene.statements.lettuce))).to.deep.equal([]);
  });

  it("cannot call final what is in the newest blocks only", async () => {
    const statement = await scene.service.sign(anotherLot(1), "Farm");
    await scene.service.anchor(statement);
    const verdict = await checkStatement(statement);
    expect(verdict.outcome).to.equal("unknown");
    expect(stepIn(verdict, "anchor").status).to.equal("passed");
    expect(stepIn(verdict, "finality")).to.include({ status: "unknown" });
  });

  it("fails an anchor that a reorganisation undid", async () => {
    const statement = await scene.service.sign(anotherLot(1), "Farm");
    await scene.service.anchor(statement);
    const bundle = scene.service.eventBundle(statement);
    scene.chain.reorganise(1);
    expect(stepIn(await check(bundle), "anchor").status).to.equal("failed");
    await scene.service.anchorBatch([], []);
    scene.chain.finalise();
    const verdict = await check(bundle);
    expect(stepIn(verdict, "anchor")).to.include({ status: "failed" });
    expect(stepIn(verdict, "finality").status).to.equal("unknown");
    expect(verdict.outcome).to.equal("failed");
  });

  it("fails a bundle whose anchor moved to another block", async () => {
    const statement = await scene.service.sign(anotherLot(1), "Farm");
    await scene.service.anchor(statement);
    const bundle = scene.service.eventBundle(statement);
    scene.chain.reorganise(1);
    scene.chain.anchor(scene.service.keeper, bundle.anchoring?.anchor.root as Hex32);
    scene.chain.finalise();
    expect(stepIn(await check(bundle), "anchor").reason).to.contain("not in the block and transaction");
  });

  it("is unknown for a statement that was not anchored yet", async () => {
    const verdict = await checkStatement(await scene.service.sign(anotherLot(1), "Farm"));
    expect(verdict.outcome).to.equal("unknown");
    expect(troubleIn(verdict)).to.deep.equal([
      "signer: unknown",
      "inclusion: unknown",
      "anchor: unknown",
      "finality: unknown",
      "corrections: unknown",
    ]);
  });

  it("fails for a bundle about another chain or contract than the trusted one", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const trusts = [
      { ...scene.trusted, chainId: 1 },
      { ...scene.trusted, supplyChain: `0x${"7".repeat(40)}` as Address },
    ];
    for (const trusted of trusts) {
      const verdict = await verify(bundle, scene.chain.reader(), { trusted });
      expect(stepIn(verdict, "anchor").status).to.equal("failed");
      expect(stepIn(verdict, "anchor").reason).to.contain("that you trust");
      expect(stepIn(verdict, "signer").status).to.equal("unknown");
    }
  });

  it("is unknown when the node is on another chain", async () => {
    const verdict = await check(scene.service.eventBundle(scene.statements.lettuce), { ...scene.chain.reader(), chainId: async () => 1 });
    expect(verdict.outcome).to.equal("unknown");
    expect(stepIn(verdict, "anchor").reason).to.contain("answers for chain 1");
  });

  it("rests on contract state when the node keeps no logs of old blocks", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const verdict = await check(bundle, { ...scene.chain.reader(), anchoredLogs: () => Promise.reject(new Error("pruned")) });
    expect(verdict.outcome).to.equal("verified");
    expect(stepIn(verdict, "anchor").reason).to.contain("pruned");
    expect(stepIn(verdict, "anchor").details).to.not.have.property("transactionHash");
  });

  it("fails a bundle from a forged log of the same size, even when the node keeps no logs of old blocks", async () => {
    const forger = await createScene();
    const forged = await forger.service.sign(anotherLot(1), "Farm");
    for (const _ of scene.chain.anchors()) forger.chain.reorganise(1);
    await forger.service.anchor(forged);
    await forger.service.anchorBatch([], []);
    await forger.service.anchorBatch([], []);
    const bundle = forger.service.eventBundle(forged);
    expect(bundle.anchoring?.anchor.entry.size).to.equal(scene.chain.anchors().length);
    const verdict = await check(bundle, { ...scene.chain.reader(), anchoredLogs: () => Promise.reject(new Error("pruned")) });
    expect(stepIn(verdict, "anchor")).to.include({ status: "failed" });
    expect(stepIn(verdict, "anchor").reason).to.contain("head is another");
  });

  it("is unknown when the node leaves out later anchors", async () => {
    const old = scene.service.eventBundle(scene.statements.lettuce);
    await scene.service.anchor(await scene.service.sign(anotherLot(1), "Farm"));
    const reader = scene.chain.reader();
    const verdict = await check(old, { ...reader, anchoredLogs: async (...args) => (await reader.anchoredLogs(...args)).slice(1) });
    expect(stepIn(verdict, "anchor")).to.include({ status: "unknown" });
    expect(stepIn(verdict, "anchor").reason).to.contain("0 of the 1 later anchors");
  });
});
