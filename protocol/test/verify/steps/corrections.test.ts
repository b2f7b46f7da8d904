import { expect } from "chai";
import type { EventBundle } from "../../../src/schemas/bundle.ts";
import type { ChainReader } from "../../../src/verify/chain-reader.ts";
import { verify } from "../../../src/verify/verify-event.ts";
import { accountNamed, addressOf } from "../../support/accounts.ts";
import { declaredInError, harvested, LETTUCE } from "../../support/events.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../../support/scene.ts";
import type { Statement } from "../../support/service.ts";

describe("verify: corrections of a statement", () => {
  let scene: Scene;
  const check = (bundle: EventBundle, reader: ChainReader = scene.chain.reader()) =>
    verify(textOf(bundle), reader, { trusted: scene.trusted });
  const checkStatement = (statement: Statement) => check(scene.service.eventBundle(statement));

  beforeEach(async () => {
    scene = await createScene();
  });

  it("fails an event that a later statement declares to be in error", async () => {
    const correction = await scene.service.sign(declaredInError(harvested()), "Farm");
    await scene.service.anchor(correction);
    scene.chain.finalise();
    const verdict = await checkStatement(scene.statements.lettuce);
    expect(troubleIn(verdict)).to.deep.equal(["corrections: failed"]);
    expect(stepIn(verdict, "corrections").details).to.include({ correction: correction.commitment, subject: LETTUCE });
    expect((await checkStatement(correction)).outcome).to.equal("verified");
  });

  it("is unknown without histories", async () => {
    const bundle = scene.service.eventBundle(scene.statements.salad);
    expect(stepIn(await check({ ...bundle, histories: [] }), "corrections").status).to.equal("unknown");
    expect(stepIn(await check({ ...bundle, histories: bundle.histories.slice(1) }), "corrections").status).to.equal("unknown");
  });

  it("is unknown when a history ends before the statement", async () => {
    const older = scene.service.historyProof(LETTUCE);
    const later = await scene.service.sign(harvested(LETTUCE, 10), "Farm");
    await scene.service.anchor(later);
    scene.chain.finalise();
    const verdict = await check({ ...scene.service.eventBundle(later), histories: older === undefined ? [] : [older] });
    expect(stepIn(verdict, "corrections").status).to.equal("unknown");
  });

  it("is unknown while the history's newest anchor is not final", async () => {
    await scene.service.anchor(await scene.service.sign(harvested(LETTUCE, 10), "Farm"));
    const verdict = await checkStatement(scene.statements.lettuce);
    expect(troubleIn(verdict)).to.deep.equal(["corrections: unknown"]);
    expect(stepIn(verdict, "corrections").reason).to.contain("Not final yet");
  });

  it("fails when the history in the bundle is not the anchored one", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const [history] = bundle.histories;
    const cut = { ...history, entries: history?.entries.slice(0, 1) } as EventBundle["histories"][number];
    const step = stepIn(await check({ ...bundle, histories: [cut] }), "corrections");
    expect(step).to.include({ status: "failed" });
    expect(step.reason).to.contain("is not the anchored one");
  });

  it("is unknown for an event that names no lot, serial or logistic unit", async () => {
    const vague = { ...harvested(), quantityList: [{ epcClass: "https://id.gs1.org/01/00860009999923", quantity: 5 }] };
    const statement = await scene.service.sign(vague, "Farm");
    await scene.service.anchor(statement);
    scene.chain.finalise();
    const verdict = await checkStatement(statement);
    expect(troubleIn(verdict)).to.deep.equal(["corrections: unknown"]);
    expect(stepIn(verdict, "corrections").reason).to.contain("names no lot");
  });

  it("fails when a proven history leaves the statement out", async () => {
    const { service, chain, statements } = scene;
    await service.anchorBatch([], [{ subject: LETTUCE, entries: [{ commitment: statements.dressing.commitment, corrects: null }] }]);
    chain.finalise();
    expect(stepIn(await checkStatement(statements.lettuce), "corrections").reason).to.contain("leaves this statement out");
  });

  it("does not count a history that a stranger anchored", async () => {
    const { service, chain, statements } = scene;
    const correction = await service.sign(declaredInError(harvested()), "Farm");
    await service.anchor(correction);
    const entries = [{ commitment: statements.lettuce.commitment, corrects: null }];
    await service.anchorBatch([statements.lettuce.commitment], [{ subject: LETTUCE, entries }], addressOf(accountNamed("Farm")));
    chain.finalise();
    const verdict = await checkStatement(statements.lettuce);
    expect(stepIn(verdict, "corrections").status).to.equal("unknown");
    expect(stepIn(verdict, "corrections").reason).to.contain("registered anchoring service");
  });

  it("fails when the bundle adds the history of something else", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const stray = scene.service.eventBundle(scene.statements.dressing).histories;
    const step = stepIn(await check({ ...bundle, histories: [...bundle.histories, ...stray] }), "corrections");
    expect(step).to.include({ status: "failed" });
    expect(step.reason).to.contain("which the event does not name");
  });
});
