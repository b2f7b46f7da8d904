import { expect } from "chai";
import { keccak256, toHex } from "viem";
import type { RelayerPolicy } from "../../src/modules/chain/relayer/sending.ts";
import { anchorsOf } from "../support/anchors.ts";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { startRelaying } from "../support/relaying.ts";
import { startRpcFront, type Meddled, type RpcFront } from "../support/rpc-front.ts";

const REFUSAL: Meddled = { error: { code: 3, message: "execution reverted", data: "0x" } };

/** A refusal ends a job for good, so it must come from a node that knows all that the job builds on; and a pool may miss that one is ready. */
describe("relayer and a node that is wrong about what it has", () => {
  let world: ChainWorld;
  let front: RpcFront;
  before(async () => {
    world = await startChainWorld();
    front = await startRpcFront(world.anvil.url);
  });
  afterEach(() => {
    front.meddle = () => undefined;
  });
  after(async () => {
    await front.stop();
    await world.stop();
  });

  const policy = { holdMilliseconds: 0, unreadyAfterMilliseconds: 0 };
  const start = (changed: Partial<RelayerPolicy> = policy) => startRelaying(world, { policy: changed, env: { RPC_URL: front.url } });

  it("ends no job on the word of a node that is behind the read model", async () => {
    const relaying = await start();
    await relaying.finalise();
    const root = await relaying.anchor();
    front.meddle = ({ method }) => {
      if (method === "eth_blockNumber") return { result: "0x1" };
      return method === "eth_estimateGas" ? REFUSAL : undefined;
    };
    await relaying.round();
    const held = await relaying.get(root);
    expect([held.state, held.blockedReason]).to.deep.equal(["queued", "The node is at block 1, behind the read model."]);
    front.meddle = () => undefined;
    await relaying.until(root, "included");
    await relaying.close();
  });

  it("ends no job when a reorg takes away what it builds on, in the very moment of its estimate", async () => {
    const relaying = await start();
    const first = await relaying.anchor();
    await relaying.until(first, "included");
    const second = await relaying.anchor();
    let isThere = true;
    front.meddle = async ({ method }) => {
      if (method !== "eth_estimateGas") return undefined;
      if (isThere) await world.reorg(1);
      isThere = false;
      return REFUSAL;
    };
    await relaying.round();
    expect((await relaying.get(second)).state).to.equal("queued");
    front.meddle = () => undefined;
    await relaying.until(second, "included");
    await relaying.until(first, "included");
    for (const root of [first, second]) expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("fails at once what is refused when nothing can change that", async () => {
    const relaying = await start();
    await relaying.until(await relaying.anchor(), "included");
    const root = await relaying.anchor();
    front.meddle = ({ method }) => (method === "eth_estimateGas" ? REFUSAL : undefined);
    await relaying.round();
    expect((await relaying.get(root)).state).to.equal("failed");
    await relaying.close();
  });

  it("replaces once what a node has but does not see that the chain waits for it", async () => {
    const relaying = await start();
    const waiting = new Set<string>();
    front.meddle = ({ method, params }) => {
      if (method === "eth_sendRawTransaction" && waiting.size === 0) {
        const hash = keccak256(params[0] as `0x${string}`);
        waiting.add(hash);
        return { result: hash };
      }
      return method === "eth_getTransactionByHash" && waiting.has(String(params[0])) ? { result: { blockNumber: null } } : undefined;
    };
    const root = await relaying.anchor();
    const mined = await relaying.until(root, "included");
    const attempts = await relaying.attempts(mined);
    expect(attempts.map(({ nonce, kind }) => [nonce, kind])).to.deep.equal(Array.from({ length: 2 }, () => [mined.nonce, "call"]));
    expect([mined.transactionHash, await anchorsOf(world, root)]).to.deep.equal([attempts[0]?.hash, 1]);
    await relaying.close();
  });

  it("sends once what was accepted but answered with an error", async () => {
    const relaying = await start({});
    front.meddle = async ({ method }, forward) => {
      if (method !== "eth_sendRawTransaction") return undefined;
      await forward();
      return { error: { code: -32603, message: "Internal error" } };
    };
    const root = await relaying.anchor();
    await relaying.round();
    const { state, nonce } = await relaying.get(root);
    expect(state).to.equal("sent");
    const mined = await relaying.until(root, "included");
    expect([mined.nonce, (await relaying.attempts(mined)).length]).to.deep.equal([nonce, 1]);
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("sends once what was accepted before the connection broke", async () => {
    const relaying = await start({});
    let breaks = 1;
    front.meddle = async ({ method }, forward) => {
      if (method !== "eth_sendRawTransaction" || breaks-- <= 0) return undefined;
      await forward();
      return "hang-up";
    };
    const root = await relaying.anchor();
    await relaying.until(root, "included");
    expect((await relaying.attempts(await relaying.get(root))).length).to.equal(1);
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("does not take a lagging node's word for a reorg", async () => {
    const relaying = await start({});
    const root = await relaying.anchor();
    const { blockNumber, nonce } = await relaying.until(root, "included");
    front.meddle = ({ method, params }) => {
      if (method === "eth_getTransactionCount" && params[1] === "latest") return { result: toHex(nonce ?? 0) };
      if (method === "eth_getTransactionReceipt") return { result: null };
      if (method === "eth_getBlockByNumber") return { result: { number: toHex((blockNumber ?? 1) - 1), baseFeePerGas: "0x1" } };
      return undefined;
    };
    front.calls.clear();
    await relaying.round();
    expect((await relaying.get(root)).state).to.equal("included");
    expect(front.calls.get("eth_sendRawTransaction")).to.equal(undefined);
    await relaying.close();
  });
});
