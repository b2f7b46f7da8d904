import { expect } from "chai";
import { ForeignChainError } from "../../src/modules/chain/relayer/relayer.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { startAnvil } from "../../../test/support/anvil.ts";
import { anchorsOf } from "../support/anchors.ts";
import { startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { startRelaying } from "../support/relaying.ts";
import { startRpcFront, type Meddled, type RpcFront } from "../support/rpc-front.ts";

/**
 * A node that was restarted empty answers everything, and all of it is true, of another chain. The worst moment is the middle of a round: what was asked
 * before is ours, what is asked after is not.
 */
describe("relayer and a node that loses its chain", () => {
  let world: ChainWorld;
  let empty: Anvil;
  let front: RpcFront;
  before(async () => {
    world = await startChainWorld();
    empty = await startAnvil();
    front = await startRpcFront(world.anvil.url);
  });
  afterEach(() => {
    front.meddle = () => undefined;
  });
  after(async () => {
    await front.stop();
    await empty.stop();
    await world.stop();
  });

  const start = () => startRelaying(world, { policy: { holdMilliseconds: 0 }, env: { RPC_URL: front.url } });

  /** From the first call of a method on, the node is the empty one. */
  function emptyFrom(first: string): void {
    let isEmpty = false;
    front.meddle = async ({ method, params }) => {
      isEmpty ||= method === first;
      return isEmpty ? ({ result: await empty.rpc(method, params) } satisfies Meddled) : undefined;
    };
  }

  async function expectForeign(round: Promise<unknown>): Promise<void> {
    const error: unknown = await round.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ForeignChainError);
  }

  it("signs nothing on an estimate of another chain: without the contract every call takes next to no gas", async () => {
    const relaying = await start();
    const root = await relaying.anchor();
    emptyFrom("eth_estimateGas");
    await expectForeign(relaying.round());
    const { state, nonce, gasLimit } = await relaying.get(root);
    expect([state, nonce, gasLimit]).to.deep.equal(["queued", null, null]);
    const { rows } = await relaying.app.db.pool.query<{ blocked_reason: string }>("SELECT blocked_reason FROM relayer_senders");
    expect(rows[0]?.blocked_reason).to.equal("The node is on another chain, or the contract is not there.");
    front.meddle = () => undefined;
    await relaying.until(root, "included");
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("believes no receipt of another chain, though the very bytes had no effect there and a low block looks final", async () => {
    const relaying = await start();
    const root = await relaying.anchor();
    await relaying.round();
    const { transactionHash } = await relaying.get(root);
    const receipt = { transactionHash, blockNumber: "0x1", blockHash: word(1), status: "0x1", gasUsed: "0x5208" };
    await world.mine(4);
    await relaying.finalise();
    let isEmpty = false;
    front.meddle = async ({ method, params }) => {
      isEmpty ||= method === "eth_getTransactionReceipt";
      if (!isEmpty) return undefined;
      return { result: method === "eth_getTransactionReceipt" ? receipt : await empty.rpc(method, params) };
    };
    await expectForeign(relaying.round());
    expect((await relaying.get(root)).state).to.equal("sent");
    front.meddle = () => undefined;
    await relaying.until(root, "final");
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("sends nothing where the token is not at its address, though the other contract is", async () => {
    const relaying = await start();
    const root = await relaying.anchor();
    const { token } = world.deployment.carbon;
    front.meddle = ({ method, params }) => {
      const isToken = method === "eth_getCode" && String(params[0]).toLowerCase() === token.toLowerCase();
      return isToken ? { result: "0x60" } : undefined;
    };
    await expectForeign(relaying.round());
    expect((await relaying.get(root)).state).to.equal("queued");
    front.meddle = () => undefined;
    await relaying.until(root, "included");
    await relaying.close();
  });

  it("asks each part of a long list together with where it comes from", async () => {
    const relaying = await start();
    const { node, signer } = relaying.sending;
    const calls = Array.from({ length: 150 }, () => ({ to: signer.address, data: "0x" as const }));
    expect((await node.estimates(signer.address, calls)).each).to.have.length(150);
    // Only the first request of two comes from the empty node.
    let estimates = 0;
    front.meddle = async ({ method, params }) => {
      if (method === "eth_estimateGas") estimates++;
      return estimates <= 97 ? { result: await empty.rpc(method, params) } : undefined;
    };
    await expectForeign(node.estimates(signer.address, calls));
    await relaying.close();
  });
});
