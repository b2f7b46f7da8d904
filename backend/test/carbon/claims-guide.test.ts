import { expect } from "chai";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { addressOf, claimActions, tomorrow, VERIFIER, VERIFIER_ROLE } from "../support/claiming.ts";
import { testGuide } from "../support/guide.ts";
import { tokenOf } from "../support/organisations.ts";

describe("the guide for claims", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  const variables: Record<string, string> = {};
  before(async () => {
    world = await startChainWorld();
    await world.callManager(world.deployment.accessManager, "grantRole", [VERIFIER_ROLE, addressOf(VERIFIER), 0]);
    backend = await startChainBackend(world);
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
    Object.assign(variables, {
      WAYBILL: backend.url,
      TOKEN: await tokenOf(backend, addressOf(KEYS.alice)),
      ACTUAL: (await claimActions(world, backend).request()).actual,
      VERIFIER: addressOf(VERIFIER),
      ISSUER: addressOf(KEYS.relayer),
      DEADLINE: String(tomorrow()),
    });
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  /** What the parties' wallets do between the commands. */
  async function sign(claim: ClaimView): Promise<void> {
    const [claims, deadline] = [claimActions(world, backend), Number(variables["DEADLINE"])];
    variables["CLAIM"] = claim.id;
    variables["SUBMISSION"] = (await claims.submission(claim, KEYS.alice, deadline)).signature;
    variables["VERIFICATION"] = (await claims.verification(claim, VERIFIER, deadline)).signature;
    if (claim.verification !== null) variables["ORDER"] = (await claims.order(claim, KEYS.relayer, deadline)).signature;
  }

  testGuide("claims", {
    ...{ commands: 7, variables },
    heed: async (answer) => {
      const said = answer as Partial<ClaimView & { cid: string; items: ClaimView[] }>;
      if (said.cid !== undefined) variables["DOCUMENT"] = said.cid;
      if (said.terms !== undefined) await sign(said as ClaimView);
      if (said.items !== undefined) expect(said.items.map(({ id }) => id)).to.deep.equal([variables["CLAIM"]]);
    },
  });
});
