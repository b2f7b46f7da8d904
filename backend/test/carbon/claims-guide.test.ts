import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { addressOf, claimActions, tomorrow, VERIFIER, VERIFIER_ROLE } from "../support/claiming.ts";
import { readCurl } from "../support/curl.ts";
import { tokenOf } from "../support/organisations.ts";

const GUIDE = readFileSync(new URL("../../../docs/guides/claims.md", import.meta.url), "utf8");

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

  const commands = [...GUIDE.matchAll(/```sh\n([^`]*?)\n# (\d{3})\n```/g)].map(([, command = "", status]) => ({
    command,
    status: Number(status),
  }));

  it("says of each of its commands what the answer is", () => {
    expect(GUIDE.match(/```sh/g)).to.have.length(commands.length);
    expect(commands).to.have.length(7);
  });

  for (const { command, status } of commands) {
    it(`tells the truth: ${status} for ${command.split("\n")[0]}`, async () => {
      const { url, method, headers, body } = readCurl(command, variables);
      const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const text = await answer.text();
      expect(answer.status, text).to.equal(status);
      const said = JSON.parse(text) as Partial<ClaimView & { cid: string; items: ClaimView[] }>;
      if (said.cid !== undefined) variables["DOCUMENT"] = said.cid;
      if (said.terms !== undefined) await sign(said as ClaimView);
      if (said.items !== undefined) expect(said.items.map(({ id }) => id)).to.deep.equal([variables["CLAIM"]]);
    });
  }
});
