import { expect } from "chai";
import type { AnchorEntry, EventBundle } from "../../../src/schemas/bundle.ts";
import { ROLE } from "../../../src/typed-data/roles.ts";
import type { ChainReader } from "../../../src/verify/chain-reader.ts";
import { verify } from "../../../src/verify/verify-event.ts";
import { accountNamed, addressOf } from "../../support/accounts.ts";
import { harvested } from "../../support/events.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../../support/scene.ts";
import type { Statement } from "../../support/service.ts";

const anotherLot = (i: number) => harvested(`https://id.gs1.org/01/00860009999923/10/OTHER${i}`);

describe("verify: the signer of a statement", () => {
  let scene: Scene;
  const check = (bundle: EventBundle, reader: ChainReader = scene.chain.reader()) =>
    verify(textOf(bundle), reader, { trusted: scene.trusted });
  const checkStatement = (statement: Statement) => check(scene.service.eventBundle(statement));

  beforeEach(async () => {
    scene = await createScene();
  });

  it("accepts what was anchored before the signer was revoked", async () => {
    scene.chain.revoke(addressOf(accountNamed("Farm")));
    scene.chain.finalise();
    expect((await checkStatement(scene.statements.lettuce)).outcome).to.equal("verified");
  });

  it("fails what was anchored after the signer was revoked", async () => {
    const statement = await scene.service.sign(anotherLot(1), "Farm");
    scene.chain.revoke(addressOf(accountNamed("Farm")));
    await scene.service.anchor(statement);
    scene.chain.finalise();
    const verdict = await checkStatement(statement);
    expect(troubleIn(verdict)).to.deep.equal(["signer: failed"]);
    expect(stepIn(verdict, "signer").reason).to.contain("revoked");
  });

  it("fails an account that was never registered, or only after the anchor", async () => {
    const statement = await scene.service.sign(anotherLot(1), "Stranger");
    await scene.service.anchor(statement);
    scene.chain.finalise();
    expect(stepIn(await checkStatement(statement), "signer").reason).to.contain("not a registered organisation");
    await scene.service.enrol("Stranger");
    expect(stepIn(await checkStatement(statement), "signer")).to.include({ status: "failed" });
  });

  it("fails an account without a supply role", async () => {
    await scene.service.enrol("Auditor", ROLE.verifier);
    const statement = await scene.service.sign(anotherLot(1), "Auditor");
    await scene.service.anchor(statement);
    scene.chain.finalise();
    expect(stepIn(await checkStatement(statement), "signer").reason).to.contain("without a role");
  });

  it("judges the roles by the block of the anchor, whatever was given or taken later", async () => {
    await scene.service.enrol("Auditor", ROLE.verifier);
    const without = await scene.service.sign(anotherLot(1), "Auditor");
    await scene.service.anchor(without);
    await scene.service.enrol("Auditor", ROLE.producer);
    scene.chain.finalise();
    expect(stepIn(await checkStatement(without), "signer").reason).to.contain("without a role");
    const within = await scene.service.sign(anotherLot(2), "Auditor");
    await scene.service.anchor(within);
    await scene.service.enrol("Auditor", ROLE.verifier);
    scene.chain.finalise();
    expect(troubleIn(await checkStatement(within))).to.deep.equal([]);
  });

  it("is unknown, and says why, where the node cannot tell the roles of then", async () => {
    const reader = scene.chain.reader();
    const actorOf: ChainReader["actorOf"] = (contract, account, at) =>
      at === "latest" ? reader.actorOf(contract, account, at) : Promise.reject(new Error("this node keeps no state of block 5"));
    const verdict = await check(scene.service.eventBundle(scene.statements.lettuce), { ...reader, actorOf });
    expect(stepIn(verdict, "signer")).to.include({ status: "unknown" });
    expect(stepIn(verdict, "signer").reason).to.contain("keeps no state of block 5");
    expect(verdict.outcome).to.equal("unknown");
  });

  it("fails a bundle that names another block than its anchor's to a node without logs of it", async () => {
    const { lettuce } = scene.statements;
    const statement = await scene.service.sign(anotherLot(1), "Farm");
    scene.chain.revoke(addressOf(accountNamed("Farm")));
    await scene.service.anchor(statement);
    scene.chain.finalise();
    const bundle = scene.service.eventBundle(statement);
    const { blockNumber, blockHash } = scene.service.eventBundle(lettuce).anchoring!.anchor;
    const withoutLogs = { ...scene.chain.reader(), anchoredLogs: () => Promise.reject(new Error("out of range")) };
    const naming = (place: Pick<AnchorEntry, "blockNumber" | "blockHash">) =>
      check({ ...bundle, anchoring: { ...bundle.anchoring!, anchor: { ...bundle.anchoring!.anchor, ...place } } }, withoutLogs);
    const earlier = await naming({ blockNumber, blockHash });
    expect(stepIn(earlier, "anchor").reason).to.contain("not in the block");
    expect(earlier.outcome).to.equal("failed");
    const future = await naming({ blockNumber: 1_000_000, blockHash });
    expect(stepIn(future, "anchor").status).to.equal("unknown");
    expect(stepIn(future, "signer").status).to.equal("unknown");
  });

  it("does not repeat a name that is not the registered one", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const profile = { ...bundle.author.profile, name: "Famous Farm" } as EventBundle["author"]["profile"];
    const verdict = await check({ ...bundle, author: { ...bundle.author, profile } });
    expect(verdict.outcome).to.equal("unknown");
    expect(JSON.stringify(verdict)).to.not.contain("Famous Farm");
  });
});
