import { expect } from "chai";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { KEYS } from "../support/chain-world.ts";
import { addressOf, tomorrow, VERIFIER } from "../support/claiming.ts";
import { type ClaimsWorld, startClaimsWorld } from "../support/claims-world.ts";
import { testGuide } from "../support/guide.ts";
import { tokenOf } from "../support/organisations.ts";

describe("the guide for claims", () => {
  let claims: ClaimsWorld["claims"];
  let stop: () => Promise<void>;
  const variables: Record<string, string> = {};
  before(async () => {
    const { backend, ...rest } = await startClaimsWorld();
    ({ claims, stop } = rest);
    Object.assign(variables, {
      WAYBILL: backend.url,
      TOKEN: await tokenOf(backend, addressOf(KEYS.alice)),
      ACTUAL: (await claims.request()).actual,
      VERIFIER: addressOf(VERIFIER),
      ISSUER: addressOf(KEYS.relayer),
      DEADLINE: String(tomorrow()),
    });
  });
  after(() => stop());

  /** What the parties' wallets do between the commands. */
  async function sign(claim: ClaimView): Promise<void> {
    const deadline = Number(variables["DEADLINE"]);
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
