import { expect } from "chai";
import type { ClaimState } from "@waybill/protocol/claims/transitions";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { registerActor, startChainBackend, type ChainBackend } from "./chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "./chain-world.ts";
import { addressOf, claimActions, VERIFIER, VERIFIER_ROLE } from "./claiming.ts";
import { waitFor } from "./wait-for.ts";

export interface ClaimsWorld {
  world: ChainWorld;
  backend: ChainBackend;
  claims: ReturnType<typeof claimActions> & {
    /** A draft, submitted. */
    submitted(change?: object): Promise<ClaimView>;
    /** The same, verified. */
    verified(change?: object): Promise<ClaimView>;
    /** A claim once it is in a state, and its issuance as settled as is asked. */
    inState(id: string, state: ClaimState, finality?: string): Promise<ClaimView>;
  };
  stop(): Promise<void>;
}

/** A chain with a verifier, and a backend on it where Alice and Bob are registered. */
export async function startClaimsWorld(): Promise<ClaimsWorld> {
  const world = await startChainWorld();
  await world.callManager(world.deployment.accessManager, "grantRole", [VERIFIER_ROLE, addressOf(VERIFIER), 0]);
  const backend = await startChainBackend(world);
  await registerActor(backend, world, KEYS.alice, "Alice Farms");
  await registerActor(backend, world, KEYS.bob, "Bob Logistics");
  const actions = claimActions(world, backend);
  async function submitted(change: object = {}): Promise<ClaimView> {
    const draft = await actions.draft(change);
    const answer = await actions.act(draft.id, "submit", await actions.submission(draft));
    expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
    return answer.body;
  }
  async function verified(change: object = {}): Promise<ClaimView> {
    const claim = await submitted(change);
    const answer = await actions.act(claim.id, "verify", await actions.verification(claim));
    expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
    return answer.body;
  }
  async function inState(id: string, state: ClaimState, finality?: string): Promise<ClaimView> {
    return waitFor(`the claim is ${state}`, async () => {
      const { body } = await actions.get(id);
      return body.state === state && (finality === undefined || body.issuance?.finality === finality) ? body : undefined;
    });
  }
  return {
    ...{ world, backend, claims: { ...actions, submitted, verified, inState } },
    async stop() {
      await backend.stop();
      await world.stop();
    },
  };
}

/** Where the batch of a claim is looked up. */
export const batchPath = ({ batch }: ClaimView): string => `/api/carbon/batches/0x${BigInt(batch).toString(16).padStart(64, "0")}`;

/** Asserts that an answer refuses with this code. */
export async function refused(answer: Promise<{ status: number; body: { code: string; detail: string } }>, status: number, code: string) {
  const { status: got, body } = await answer;
  expect([got, body.code], JSON.stringify(body)).to.deep.equal([status, code]);
  return body;
}
