import { expect } from "chai";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { createDatabase } from "../../../test/support/postgres.ts";
import { startBackend, type Backend } from "../../src/composition.ts";
import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import type { ActorChain } from "../../src/modules/identity/identity.ports.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend } from "../support/backend.ts";
import { configOf, startChainWorld } from "../support/chain-world.ts";
import { accountOf } from "../support/organisations.ts";
import { waitFor } from "../support/wait-for.ts";

const PROFILE_HASH = `0x${"ab".repeat(20)}` as const;

/** What identity relies on, whether the chain is real or stood in for. */
function behavesLikeAnActorChain(open: () => Promise<{ backend: Backend; chain: ActorChain }>): void {
  let backend: Backend;
  let chain: ActorChain;
  before(async function () {
    this.timeout(120_000);
    ({ backend, chain } = await open());
  });
  after(() => backend?.stop());

  const register = (account: Address, key: string, roles: number) =>
    inTransaction(backend.app, (ctx) => chain.relayRegistration(ctx, { key, account, roles, profileHash: PROFILE_HASH }));
  const actorOf = (account: Address) =>
    inTransaction(backend.app, async (ctx) => (await chain.actorsByAccount(ctx, [account])).get(account));

  it("knows nothing of an account that was never registered", async () => {
    expect(await actorOf(accountOf("nobody").address)).to.equal(undefined);
    expect(await inTransaction(backend.app, (ctx) => chain.actorsByAccount(ctx, []))).to.have.property("size", 0);
  });

  it("shows a registration some time after it was relayed", async () => {
    const { address } = accountOf("somebody");
    await register(address, `register:${address}:1`, ROLE.carrier);
    const actor = await waitFor("the registration", () => actorOf(address));
    expect(actor).to.deep.include({ roles: ROLE.carrier, revokedAt: null });
    expect(actor.registeredAt).to.be.instanceOf(Date);
    expect(actor.finality).to.be.oneOf(["pending", "included", "safe", "final"]);
  });

  it("takes the same registration twice for one", async () => {
    const { address } = accountOf("twice");
    await register(address, `register:${address}:1`, ROLE.producer);
    await register(address, `register:${address}:1`, ROLE.producer);
    expect(await waitFor("the registration", () => actorOf(address))).to.include({ roles: ROLE.producer });
  });
}

describe("an actor chain in memory", () => {
  behavesLikeAnActorChain(async () => {
    const backend = await startTestBackend({ WAYBILL_ROLES: "worker" });
    return { backend, chain: backend.chain };
  });
});

describe("an actor chain that is real", () => {
  behavesLikeAnActorChain(async () => {
    const world = await startChainWorld();
    const backend = await startBackend(configOf(world, (await createDatabase()).url, { WAYBILL_ROLES: "indexer,relayer,worker" }));
    return { backend, chain: createChainSeam(backend.app).queries };
  });
});
