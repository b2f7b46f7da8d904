import { expect } from "chai";
import type { EventBundle } from "../../src/schemas/bundle.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { ROLE } from "../../src/typed-data/roles.ts";
import type { BlockPlace, ChainReader } from "../../src/verify/chain-reader.ts";
import { STEP_IDS, type Step } from "../../src/verify/verdict.ts";
import { verify } from "../../src/verify/verify-event.ts";
import { accountNamed, addressOf } from "../support/accounts.ts";
import { declaredInError, harvested, LETTUCE } from "../support/events.ts";
import { FakeChain } from "../support/fake-chain.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../support/scene.ts";
import { FakeService, type Statement } from "../support/service.ts";

const anotherLot = (i: number) => harvested(`https://id.gs1.org/01/00860009999923/10/OTHER${i}`);

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

  describe("anchor", () => {
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

  describe("node", () => {
    it("turns every step that needed it unknown when it refuses, and nothing green", async () => {
      const refuse = () => Promise.reject(new Error("the node is down"));
      const dead: ChainReader = {
        chainId: refuse,
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

  describe("signer", () => {
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

  describe("signature", () => {
    it("asks the account's contract when no key matches", async () => {
      const bundle = scene.service.eventBundle(scene.statements.lettuce);
      const wallet = addressOf(accountNamed("Farm"));
      const signature = "0xc0ffee";
      const signed = { ...bundle, author: { ...bundle.author, kind: "signed" as const, signature } };
      expect(stepIn(await check(signed), "signature").status).to.equal("failed");
      scene.chain.contractWallets.set(wallet, (_digest, given) => given === signature);
      const verdict = await check(signed);
      expect(verdict.outcome).to.equal("verified");
      expect(stepIn(verdict, "signature").reason).to.contain("contract account");
    });

    describe("of a contract account whose keys change", () => {
      const signature = "0xc0ffee";
      type Answers = (at: BlockPlace | "latest") => boolean;
      const stepWith = async (answers: Answers) => {
        const bundle = scene.service.eventBundle(scene.statements.lettuce);
        const reader = { ...scene.chain.reader(), isValidContractSignature: async (...asked: unknown[]) => answers(asked[3] as "latest") };
        const verdict = await check({ ...bundle, author: { ...bundle.author, kind: "signed" as const, signature } }, reader);
        return stepIn(verdict, "signature");
      };
      const pruned = (now: boolean): Answers => {
        return (at) => {
          if (at === "latest") return now;
          throw new Error("missing trie node");
        };
      };

      it("is checked as of the block that anchored the statement", async () => {
        const { blockNumber } = scene.service.eventBundle(scene.statements.lettuce).anchoring!.anchor;
        const then = await stepWith((at) => at !== "latest" && at.number === blockNumber);
        expect(then).to.include({ status: "passed" });
        expect(then.reason).to.contain(`as of block ${blockNumber}`);
        expect(await stepWith((at) => at === "latest")).to.include({ status: "failed" });
      });

      it("is checked as of now when the node keeps no such old state, and is unknown when that does not settle it", async () => {
        const now = await stepWith(pruned(true));
        expect(now).to.include({ status: "passed" });
        expect(now.reason).to.contain("as of now");
        expect(await stepWith(pruned(false))).to.include({ status: "unknown" });
      });
    });

    it("is unknown when the contract has to be asked and the node does not answer", async () => {
      const bundle = scene.service.eventBundle(scene.statements.lettuce);
      const signed = { ...bundle, author: { ...bundle.author, kind: "signed" as const, signature: "0xc0ffee" } };
      const reader = { ...scene.chain.reader(), isValidContractSignature: () => Promise.reject(new Error("no answer")) };
      expect(stepIn(await check(signed, reader), "signature").status).to.equal("unknown");
    });

    it("names what happened when a claim is checked, and never calls it signed", async () => {
      const statement = scene.service.claim(anotherLot(1), "Farm");
      await scene.service.anchor(statement);
      scene.chain.finalise();
      const verdict = await checkStatement(statement);
      expect(verdict.outcome).to.equal("unknown");
      expect(stepIn(verdict, "signature").reason).to.contain("nobody signed it");
      expect(stepIn(verdict, "signer").status).to.equal("unknown");
    });

    it("does not let a claim pass as signed, nor a signed statement as a claim", async () => {
      const { signature } = scene.statements.lettuce.author as { signature: string };
      const claim = scene.service.claim(anotherLot(1), "Farm");
      await scene.service.anchor(claim);
      scene.chain.finalise();
      const asSigned = { ...scene.service.eventBundle(claim), author: { ...claim.author, kind: "signed" as const, signature } };
      expect(stepIn(await check(asSigned), "signature").status).to.equal("failed");
      const { account, profile } = scene.statements.lettuce.author;
      const asClaim = { ...scene.service.eventBundle(scene.statements.lettuce), author: { kind: "claimed" as const, account, profile } };
      expect(stepIn(await check(asClaim), "signature").status).to.equal("failed");
    });
  });

  describe("corrections", () => {
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
});

describe("verify with a key that is not the author's", () => {
  it("fails a signature that another registered organisation made", async () => {
    const chain = new FakeChain();
    const service = await FakeService.start(chain);
    await service.enrol("Farm");
    await service.enrol("Kitchen");
    const [farm, kitchen] = [await service.sign(harvested(), "Farm"), await service.sign(harvested(), "Kitchen")];
    await service.anchor(farm, kitchen);
    chain.finalise();
    const bundle = service.eventBundle(farm);
    const signature = (kitchen.author as { signature: string }).signature;
    const verdict = await verify({ ...bundle, author: { ...bundle.author, kind: "signed", signature } }, chain.reader(), {
      trusted: { chainId: chain.chainId, supplyChain: chain.supplyChain },
    });
    expect(troubleIn(verdict)).to.deep.equal(["signature: failed"]);
  });
});
