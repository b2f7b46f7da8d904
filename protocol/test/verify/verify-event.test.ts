import { expect } from "chai";
import type { EventBundle } from "../../src/schemas/bundle.ts";
import type { ChainReader } from "../../src/verify/chain-reader.ts";
import { STEP_IDS, type Step } from "../../src/verify/verdict.ts";
import { verify } from "../../src/verify/verify-event.ts";
import { LETTUCE } from "../support/events.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../support/scene.ts";
import type { Statement } from "../support/service.ts";

describe("verify", () => {
  let scene: Scene;
  const check = (bundle: EventBundle, reader: ChainReader = scene.chain.reader()) =>
    verify(textOf(bundle), reader, { trusted: scene.trusted });
  const checkStatement = (statement: Statement) => check(scene.service.eventBundle(statement));

  beforeEach(async () => {
    scene = await createScene();
  });

  it("verifies every statement that was signed, anchored and is final", async () => {
    for (const [name, statement] of Object.entries(scene.statements)) {
      const verdict = await checkStatement(statement);
      expect(troubleIn(verdict), name).to.deep.equal([]);
      expect(verdict.outcome).to.equal("verified");
      expect(verdict.steps.map(({ id }) => id)).to.deep.equal(STEP_IDS);
      expect([verdict.eventId, verdict.commitment]).to.deep.equal([statement.eventId, statement.commitment]);
    }
  });

  it("takes a bundle as an object as well as text", async () => {
    const bundle = scene.service.eventBundle(scene.statements.salad);
    expect((await verify(bundle, scene.chain.reader(), { trusted: scene.trusted })).outcome).to.equal("verified");
  });

  it("fails for another statement than the one asked about", async () => {
    const bundle = scene.service.eventBundle(scene.statements.salad);
    const verdictFor = (commitment: string) => verify(bundle, scene.chain.reader(), { trusted: scene.trusted, commitment });
    expect((await verdictFor(scene.statements.salad.commitment)).outcome).to.equal("verified");
    expect((await verdictFor(scene.statements.lettuce.commitment)).outcome).to.equal("failed");
  });

  it("names what an edited event breaks", async () => {
    const text = textOf(scene.service.eventBundle(scene.statements.lettuce)).replace('"quantity":250', '"quantity":251');
    const verdict = await verify(text, scene.chain.reader(), { trusted: scene.trusted });
    expect(troubleIn(verdict)).to.deep.equal(["event-hash: failed", "content-digest: failed", "signature: failed"]);
  });

  it("tells each step once, as soon as it is known", async () => {
    const told: Step[] = [];
    const bundle = scene.service.eventBundle(scene.statements.salad);
    const { steps } = await verify(bundle, scene.chain.reader(), { trusted: scene.trusted, onStep: (step) => told.push(step) });
    expect(told).to.have.deep.members(steps);
    expect(told.at(0)?.id).to.not.equal("corrections");
  });

  it("quotes foreign text without characters that could forge a terminal's or a page's line", async () => {
    const bundle = scene.service.eventBundle(scene.statements.lettuce);
    const history = { ...bundle.histories[0], subject: `${LETTUCE}\u001b[2K\r\u202eVERIFIED` } as EventBundle["histories"][number];
    const { steps } = await check({ ...bundle, histories: [history] });
    const reason = stepIn({ steps }, "corrections").reason;
    expect(reason)
      .to.contain("VERIFIED")
      .and.to.not.match(/[\u001b\r\u202e]/);
  });

  describe("node", () => {
    it("turns every step that needed it unknown when it refuses, and nothing green", async () => {
      const refuse = () => Promise.reject(new Error("the node is down"));
      const dead: ChainReader = {
        chainId: refuse,
        blockAt: refuse,
        logState: refuse,
        anchoredLogs: refuse,
        actorOf: refuse,
        custodyOf: refuse,
        custodyLogs: refuse,
        isValidContractSignature: refuse,
      };
      const verdict = await check(scene.service.eventBundle(scene.statements.lettuce), dead);
      expect(verdict.outcome).to.equal("unknown");
      expect(troubleIn(verdict)).to.deep.equal(["signer: unknown", "anchor: unknown", "finality: unknown", "corrections: unknown"]);
      expect(stepIn(verdict, "anchor").reason).to.contain("the node is down");
    });

    it("is unknown, never verified, whichever single question it refuses", async () => {
      const needed: (keyof ChainReader)[] = ["chainId", "logState", "actorOf"];
      for (const question of needed) {
        const refuse = () => Promise.reject(new Error("no"));
        const verdict = await check(scene.service.eventBundle(scene.statements.lettuce), { ...scene.chain.reader(), [question]: refuse });
        expect(verdict.outcome, question).to.equal("unknown");
      }
    });
  });
});
