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
  const checkStatement = (statement: Statement, ...declarations: Statement[]) => check(scene.service.eventBundle(statement, declarations));
  const declare = async (name: string, ...correctives: string[]) => {
    const declaration = await scene.service.sign(declaredInError(harvested(), ...correctives), name);
    await scene.service.anchor(declaration);
    scene.chain.finalise();
    return declaration;
  };

  beforeEach(async () => {
    scene = await createScene();
  });

  it("finds an event withdrawn by its own author: every step passes, and it is never verified", async () => {
    const declaration = await declare("Farm");
    const verdict = await checkStatement(scene.statements.lettuce, declaration);
    expect(troubleIn(verdict)).to.deep.equal([]);
    expect([verdict.outcome, verdict.standing.state]).to.deep.equal(["unknown", "corrected"]);
    expect(verdict.standing.declarations.map(({ commitment }) => commitment)).to.deep.equal([declaration.commitment]);
    expect(stepIn(verdict, "corrections").details).to.include({ withdrawal: declaration.commitment });
    expect(stepIn(verdict, "corrections").reason).to.contain("Its own author declared this event to be in error");
    const itself = await checkStatement(declaration);
    expect([itself.outcome, itself.standing.state]).to.deep.equal(["verified", "stands"]);
  });

  it("finds an event disputed by another, by name and since when, and leaves its proof as it is", async () => {
    const declaration = await declare("Kitchen");
    const { outcome, standing, steps } = await checkStatement(scene.statements.lettuce, declaration);
    expect([outcome, standing.state, troubleIn({ steps })]).to.deep.equal(["verified", "disputed", []]);
    const since = standing.declarations[0]?.since ?? 0;
    expect(standing.declarations[0]).to.include({ account: addressOf(accountNamed("Kitchen")), name: "Kitchen Ltd" });
    expect(stepIn({ steps }, "corrections").reason).to.contain(
      `Disputed by Kitchen Ltd, since ${new Date(since * 1000).toISOString().slice(0, 19)}`,
    );
  });

  it("names nobody for a dispute that nobody signed, and withdraws nothing by an unsigned declaration in the author's name", async () => {
    const dispute = scene.service.claim(declaredInError(harvested()), "Kitchen");
    await scene.service.anchor(dispute);
    scene.chain.finalise();
    const disputed = await checkStatement(scene.statements.lettuce, dispute);
    expect([disputed.outcome, disputed.standing.state, disputed.standing.declarations[0]?.name]).to.deep.equal([
      "verified",
      "disputed",
      null,
    ]);
    expect(stepIn(disputed, "corrections").reason).to.contain("which is not proven");
    const unsigned = scene.service.claim(declaredInError(harvested()), "Farm");
    await scene.service.anchor(unsigned);
    scene.chain.finalise();
    const verdict = await checkStatement(scene.statements.lettuce, dispute, unsigned);
    expect(troubleIn(verdict)).to.deep.equal(["corrections: unknown"]);
    expect(stepIn(verdict, "corrections").reason).to.contain("in its author's name, but that is not proven");
  });

  it("is unknown while it is not shown who declares the event to be in error, or that was exchanged", async () => {
    const declaration = await declare("Kitchen");
    expect(troubleIn(await checkStatement(scene.statements.lettuce))).to.deep.equal(["corrections: unknown"]);
    const farm = scene.statements.lettuce.author;
    const exchanged = [
      { ...declaration, author: { ...declaration.author, account: farm.account } },
      { ...declaration, author: farm },
      { ...declaration, event: declaredInError(harvested(), "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8") },
    ];
    for (const other of exchanged) {
      const verdict = await checkStatement(scene.statements.lettuce, other);
      expect([verdict.outcome, verdict.standing.state]).to.deep.equal(["unknown", "unknown"]);
    }
  });

  it("takes no declaration about another event for one about this, even where a history lists it so", async () => {
    const { service, chain, statements } = scene;
    const declaration = await service.sign(declaredInError(harvested(LETTUCE, 10)), "Farm");
    const { commitment, eventHash } = statements.lettuce;
    const entries = [
      { commitment, corrects: null },
      { commitment: declaration.commitment, corrects: eventHash },
    ];
    await service.anchorBatch([declaration.commitment], [{ subject: LETTUCE, entries }]);
    chain.finalise();
    const { outcome, standing } = await checkStatement(statements.lettuce, declaration);
    expect([outcome, standing.state]).to.deep.equal(["unknown", "unknown"]);
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
