import { expect } from "chai";
import type { EventBundle } from "../../../src/schemas/bundle.ts";
import type { BlockPlace, ChainReader } from "../../../src/verify/chain-reader.ts";
import { verify } from "../../../src/verify/verify-event.ts";
import { accountNamed, addressOf } from "../../support/accounts.ts";
import { harvested } from "../../support/events.ts";
import { FakeChain } from "../../support/fake-chain.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../../support/scene.ts";
import { FakeService, type Statement } from "../../support/service.ts";

const anotherLot = (i: number) => harvested(`https://id.gs1.org/01/00860009999923/10/OTHER${i}`);

describe("verify: the signature of a statement", () => {
  let scene: Scene;
  const check = (bundle: EventBundle, reader: ChainReader = scene.chain.reader()) =>
    verify(textOf(bundle), reader, { trusted: scene.trusted });
  const checkStatement = (statement: Statement) => check(scene.service.eventBundle(statement));

  beforeEach(async () => {
    scene = await createScene();
  });

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
