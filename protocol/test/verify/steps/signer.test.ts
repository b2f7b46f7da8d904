import { expect } from "chai";
import type { EventBundle } from "../../../src/schemas/bundle.ts";
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

  it("does not repeat a name that is not the registered one", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const profile = { ...bundle.author.profile, name: "Famous Farm" } as EventBundle["author"]["profile"];
    const verdict = await check({ ...bundle, author: { ...bundle.author, profile } });
    expect(verdict.outcome).to.equal("unknown");
    expect(JSON.stringify(verdict)).to.not.contain("Famous Farm");
  });
});
