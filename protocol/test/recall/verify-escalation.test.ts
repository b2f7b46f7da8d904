import { expect } from "chai";
import { escalationCommitment, escalationOf } from "../../src/recall/escalation.ts";
import { verifyEscalation } from "../../src/recall/verify-escalation.ts";
import type { EscalationProof } from "../../src/schemas/api/recalls.ts";
import type { Address } from "../../src/schemas/primitives.ts";
import { ROLE } from "../../src/typed-data/roles.ts";
import { accountNamed, addressOf } from "../support/accounts.ts";
import { createScene, stepIn, textOf, troubleIn, type Scene } from "../support/scene.ts";

describe("verify an escalation", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await createScene();
  });

  async function anchoredBy(author: Address): Promise<EscalationProof> {
    const { service, statements } = scene;
    const { commitment: notice } = statements.lettuce;
    const record = escalationOf({ notice, account: addressOf(accountNamed("Kitchen")), tier: 1, at: new Date("2026-04-21T14:00:00Z") });
    const commitment = escalationCommitment(record);
    await service.anchorBatch([commitment], [], author);
    scene.chain.finalise();
    const { chain, anchoring } = service.eventBundle({ ...statements.lettuce, commitment, subjects: [] });
    return { format: "waybill-escalation", chain, record, commitment, state: "final", anchoring };
  }
  const check = (proof: EscalationProof) => verifyEscalation(textOf(proof), scene.chain.reader(), { trusted: scene.trusted });

  it("verifies what a registered anchoring service said, whether or not it still is one", async () => {
    const proof = await anchoredBy(scene.service.keeper);
    expect(troubleIn(await check(proof))).to.deep.equal([]);
    await scene.service.enrol("Keeper", ROLE.producer);
    expect((await check(proof)).outcome).to.equal("verified");
  });

  it("fails what anybody else has anchored in the name of the server", async () => {
    const verdict = await check(await anchoredBy(addressOf(accountNamed("Stranger"))));
    expect(troubleIn(verdict)).to.deep.equal(["keeper: failed"]);
    expect(stepIn(verdict, "keeper").reason).to.contain("not a registered organisation");
  });

  it("fails another record than the one that was anchored, and knows nothing before it is", async () => {
    const proof = await anchoredBy(scene.service.keeper);
    const altered = { ...proof, record: { ...proof.record, at: "2026-01-01T00:00:00.000Z" } };
    expect(troubleIn(await check(altered as EscalationProof))).to.include.members(["record: failed", "inclusion: failed"]);
    expect((await check({ ...proof, anchoring: null })).outcome).to.equal("unknown");
  });
});
