import { expect } from "chai";
import { profileHashOf } from "../../src/hashing/profile.ts";
import type { AnchorEntry, CustodyProof, CustodyStep } from "../../src/schemas/bundle.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { ROLE } from "../../src/typed-data/roles.ts";
import type { BlockPlace, ChainReader } from "../../src/verify/chain-reader.ts";
import { verifyCustody } from "../../src/verify/custody/verify-custody.ts";
import { createRun } from "../../src/verify/run.ts";
import { accountNamed, addressOf, profileNamed, saltNamed } from "../support/accounts.ts";
import { FakeChain } from "../support/fake-chain.ts";
import { FakePallet } from "../support/pallet.ts";
import { stepIn, troubleIn } from "../support/scene.ts";
import { FakeService } from "../support/service.ts";

const DOC = saltNamed("contents");

describe("verify custody", () => {
  let chain: FakeChain;
  let pallet: FakePallet;

  beforeEach(async () => {
    chain = new FakeChain();
    const service = await FakeService.start(chain);
    for (const name of ["Kitchen", "Carrier", "Shop"]) await service.enrol(name);
    pallet = new FakePallet(chain, "Kitchen", DOC);
    await pallet.handOver("Kitchen", "Carrier", DOC);
    chain.finalise();
  });

  function check(proof: CustodyProof = pallet.proof(), reader: ChainReader = chain.reader(), asOf?: AnchorEntry) {
    const trusted = { chainId: chain.chainId, supplyChain: chain.supplyChain };
    return verifyCustody(createRun(reader, trusted, { ...trusted, fromBlock: 1 }), proof, asOf);
  }

  /** An anchor that is made now; nothing of it is looked at but its block. */
  const anchoredNow = () => chain.mine() as unknown as AnchorEntry;

  function withStep(index: number, change: object): CustodyProof {
    const proof = pallet.proof();
    return { ...proof, steps: proof.steps.with(index, { ...proof.steps[index], ...change } as CustodyStep) };
  }

  it("verifies opening, handovers, refusals and the end", async () => {
    expect(troubleIn(await check())).to.deep.equal([]);
    pallet.refuse("Shop", "Carrier");
    await pallet.handOver("Carrier", "Shop", DOC);
    pallet.close("Shop");
    chain.finalise();
    const verdict = await check();
    expect(troubleIn(verdict)).to.deep.equal([]);
    expect(stepIn(verdict, "chain-state").details).to.include({ seq: "4", status: "closed" });
  });

  it("takes the contract's log as evidence where a handover left no signatures", async () => {
    await pallet.handOver("Carrier", "Shop", DOC, { signed: false });
    chain.finalise();
    expect(troubleIn(await check())).to.deep.equal([]);
    const dead = { ...chain.reader(), custodyLogs: () => Promise.reject(new Error("no receipts")) };
    expect(troubleIn(await check(pallet.proof(), dead))).to.deep.equal(["signatures: unknown", "sequence: unknown"]);
  });

  it("fails when a step is left out, repeated or out of order", async () => {
    await pallet.handOver("Carrier", "Shop", DOC);
    chain.finalise();
    const { steps, ...rest } = pallet.proof();
    const [first, second, third] = steps as [CustodyStep, CustodyStep, CustodyStep];
    const asOf = anchoredNow();
    for (const wrong of [
      [first, third],
      [second, third],
      [first, second, second],
      [first, third, second],
      [first, second],
      [first, first, second, third],
    ]) {
      expect((await check({ ...rest, steps: wrong }, chain.reader(), asOf)).outcome).to.equal("failed");
    }
  });

  it("says what is wrong with the order of steps", async () => {
    await pallet.handOver("Carrier", "Shop", DOC);
    pallet.close("Shop");
    chain.finalise();
    const { steps, ...rest } = pallet.proof();
    const [opened, first, second, closed] = steps as [CustodyStep, CustodyStep, CustodyStep, CustodyStep];
    const reasonFor = async (wrong: CustodyStep[]) => stepIn(await check({ ...rest, steps: wrong }), "sequence").reason;
    expect(await reasonFor([first, second, closed])).to.contain("begin with the opening");
    expect(await reasonFor([opened, second, closed])).to.contain("a step is missing or out of order");
    const { from } = second as Extract<CustodyStep, { kind: "handed-over" }>;
    const stranger = { ...second, from: (first as { from: typeof from }).from } as CustodyStep;
    expect(await reasonFor([opened, first, stranger, closed])).to.contain("who did not hold the unit");
    const early = [opened, first, { ...closed, seq: 1, holder: from }, { ...second, seq: 2 }] as CustodyStep[];
    expect(await reasonFor(early)).to.contain("after the unit was closed");
  });

  it("fails a handover that was made after its deadline, signed or not", async () => {
    await pallet.handOver("Carrier", "Shop", DOC, { signed: false });
    chain.finalise();
    expect(stepIn(await check(withStep(2, { deadline: 1 })), "signatures").reason).to.contain("after its deadline");
  });

  it("fails a signature by anybody but the two parties", async () => {
    const { fromSignature, toSignature } = pallet.steps[1] as Extract<CustodyStep, { kind: "handed-over" }>;
    expect(stepIn(await check(withStep(1, { fromSignature: toSignature })), "signatures").status).to.equal("failed");
    expect(stepIn(await check(withStep(1, { toSignature: fromSignature })), "signatures").status).to.equal("failed");
  });

  it("asks a party's contract as of the block of the handover, whoever may sign for it later", async () => {
    await pallet.handOver("Carrier", "Shop", DOC, { receiverKey: "Owner of the shop" });
    const { transactionHash } = pallet.steps.at(-1) as CustodyStep;
    const [log] = await chain.reader().custodyLogs(chain.supplyChain, pallet.unit, transactionHash as Hex32);
    chain.mine();
    chain.finalise();
    const answerAt = (accepts: (at: BlockPlace | "latest") => boolean) =>
      chain.contractWallets.set(addressOf(accountNamed("Shop")), (_digest, _signature, at) => accepts(at));
    answerAt((at) => at !== "latest" && at.hash === log?.block.hash);
    expect(troubleIn(await check())).to.deep.equal([]);
    answerAt((at) => at === "latest");
    expect(troubleIn(await check())).to.deep.equal(["signatures: failed"]);
  });

  it("takes the contract's log as evidence where the node keeps no state of the block of the handover", async () => {
    await pallet.handOver("Carrier", "Shop", DOC, { receiverKey: "Owner of the shop" });
    chain.finalise();
    const isValidContractSignature: ChainReader["isValidContractSignature"] = async (_account, _digest, _signature, at) => {
      if (at !== "latest") throw new Error("missing trie node");
      return false;
    };
    expect(troubleIn(await check(pallet.proof(), { ...chain.reader(), isValidContractSignature }))).to.deep.equal([]);
  });

  it("knows a party by a name of now or of when it took part, and by none before or between", async () => {
    const register = (name: string) => {
      const profile = { ...profileNamed("Carrier"), name };
      chain.register(profile.account as Address, { roles: ROLE.producer, profileHash: profileHashOf(profile) });
    };
    const named = async (name: string) => {
      const { profiles, ...rest } = pallet.proof();
      const renamed = profiles.map((profile) => (profile.name === "Carrier Ltd" ? { ...profile, name } : profile));
      return troubleIn(await check({ ...rest, profiles: renamed }));
    };
    register("Rovers");
    register("Carriers United");
    chain.finalise();
    expect(await named("Carrier Ltd")).to.deep.equal([]);
    expect(await named("Carriers United")).to.deep.equal([]);
    expect(await named("Rovers")).to.deep.equal(["signatures: unknown"]);
  });

  it("fails when the receiver, the contents or the deadline was changed", async () => {
    for (const change of [
      { to: pallet.proof().profiles[0]?.account },
      { docHash: saltNamed("other") },
      { deadline: 1_999_999_999 },
      { deadline: 1 },
    ]) {
      expect(stepIn(await check(withStep(1, change)), "signatures").status, JSON.stringify(change)).to.equal("failed");
    }
  });

  it("fails when the unit on chain is not that of the subject", async () => {
    expect(stepIn(await check({ ...pallet.proof(), salt: saltNamed("other") }), "unit").status).to.equal("failed");
  });

  it("is old, and not wrong, when the unit has moved on since the newest anchor that came with it", async () => {
    const [old, asOf] = [pallet.proof(), anchoredNow()];
    for (const moveOn of [
      async () => pallet.refuse("Shop", "Carrier"),
      () => pallet.handOver("Carrier", "Shop", DOC),
      async () => pallet.close("Shop"),
    ]) {
      await moveOn();
      chain.finalise();
      for (const verdict of [await check(old, chain.reader(), asOf), await check(old)]) {
        expect(troubleIn(verdict)).to.deep.equal(["chain-state: unknown"]);
        expect(stepIn(verdict, "chain-state").reason).to.contain("moved on since");
        expect(verdict.holder).to.equal(undefined);
      }
    }
  });

  it("fails when a step is missing that was made before the newest anchor that came with it", async () => {
    const cut = pallet.proof();
    await pallet.handOver("Carrier", "Shop", DOC);
    const asOf = anchoredNow();
    chain.finalise();
    const verdict = await check(cut, chain.reader(), asOf);
    expect(troubleIn(verdict)).to.deep.equal(["chain-state: failed"]);
    expect(stepIn(verdict, "chain-state").reason).to.contain("Steps are missing");
    expect(troubleIn(await check(pallet.proof(), chain.reader(), asOf))).to.deep.equal([]);
  });

  it("is unknown where the node keeps no state of the block of that anchor", async () => {
    const [cut, asOf] = [pallet.proof(), anchoredNow()];
    pallet.refuse("Shop", "Carrier");
    chain.finalise();
    const reader = chain.reader();
    const custodyOf: ChainReader["custodyOf"] = (contract, unit, at) =>
      typeof at === "string" ? reader.custodyOf(contract, unit, at) : Promise.reject(new Error("missing trie node"));
    expect(stepIn(await check(cut, { ...reader, custodyOf }, asOf), "chain-state").status).to.equal("unknown");
  });

  it("fails a unit whose steps the contract has not counted, or that goes on behind its end", async () => {
    const { steps, ...rest } = pallet.proof();
    const [opened, first] = steps as [CustodyStep, CustodyStep];
    const told = { ...first, seq: 1, from: (first as { to: Address }).to } as CustodyStep;
    expect(stepIn(await check({ ...rest, steps: [opened, first, told] }), "chain-state").status).to.equal("failed");
    const end = { kind: "closed", seq: 0, holder: (opened as { holder: Address }).holder, ...{ transactionHash: first.transactionHash } };
    pallet.refuse("Shop", "Carrier");
    chain.finalise();
    const closed = { ...rest, steps: [opened, { ...end, timestamp: first.timestamp } as CustodyStep] };
    expect(stepIn(await check(closed), "chain-state").status).to.equal("failed");
    expect(stepIn(await check(closed), "finality").status).to.equal("failed");
  });

  it("is unknown while the newest step is not final", async () => {
    await pallet.handOver("Carrier", "Shop", DOC);
    expect(troubleIn(await check())).to.deep.equal(["finality: unknown"]);
  });

  it("is unknown when a party's name is missing or not the registered one", async () => {
    const { profiles, ...rest } = pallet.proof();
    expect(stepIn(await check({ ...rest, profiles: profiles.slice(1) }), "signatures").status).to.equal("unknown");
    const renamed = profiles.map((profile) => ({ ...profile, name: "Famous" }));
    expect(stepIn(await check({ ...rest, profiles: renamed }), "signatures").status).to.equal("unknown");
  });
});
