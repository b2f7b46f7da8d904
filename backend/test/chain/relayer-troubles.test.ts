import { expect } from "chai";
import { parseEther, toHex } from "viem";
import { queueEntry, senderView } from "@waybill/protocol/schemas/api/chain-status";
import { createDeploymentCheck } from "../../src/modules/chain/deployment-check.ts";
import { createNodeView } from "../../src/modules/chain/node.views.ts";
import { listSenders } from "../../src/modules/chain/senders.views.ts";
import { listTransactions } from "../../src/modules/chain/transactions.views.ts";
import type { RelayerPolicy } from "../../src/modules/chain/relayer/sending.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createChainClient } from "../../src/platform/rpc.ts";
import { anchorsOf } from "../support/anchors.ts";
import { KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { startRelaying } from "../support/relaying.ts";
import { startRpcFront, type RpcFront } from "../support/rpc-front.ts";
import { waitFor } from "../support/wait-for.ts";

/** Every trouble of the table in `relayer/states.ts`: each ends in a state that a console shows, and with one effect or none. */
describe("relayer in trouble", () => {
  let world: ChainWorld;
  let front: RpcFront;
  before(async () => {
    world = await startChainWorld();
    front = await startRpcFront(world.anvil.url);
  });
  beforeEach(() => {
    front.meddle = () => undefined;
  });
  afterEach(async () => {
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.anvil.rpc("anvil_setBalance", [world.caller.addressOf(KEYS.relayer), toHex(parseEther("100"))]);
  });
  after(async () => {
    await front.stop();
    await world.stop();
  });

  const start = (policy: Partial<RelayerPolicy> = {}) => startRelaying(world, { policy, env: { RPC_URL: front.url } });
  type Relaying = Awaited<ReturnType<typeof start>>;

  /** The account as the console shows it. */
  async function status({ app, sending }: Relaying) {
    const { address } = sending.signer;
    const client = createChainClient(app.config);
    const isOurChain = createDeploymentCheck(client, app.config.chain.deployment);
    const look = createNodeView({ app, client, isOurChain, accounts: () => [address] });
    const [view] = await listSenders({ tx: app.db.dataSource.manager, clock: app.clock }, [{ address, roles: ["relayer"] }], await look());
    return senderView.parse(view);
  }

  it("frees the nonce of what a node refuses for good, and fails it with the node's words once that is final", async () => {
    const relaying = await start();
    let refused: unknown;
    front.meddle = ({ method, params }) => {
      if (method !== "eth_sendRawTransaction") return undefined;
      refused ??= params[0];
      return params[0] === refused ? { error: { code: -32000, message: "transaction type not supported" } } : undefined;
    };
    const [bad, good] = [await relaying.anchor(), await relaying.anchor()];
    await relaying.round();
    expect((await relaying.get(bad)).cancelling).to.equal("fail");
    await relaying.until(good, "included");
    const unknown = await relaying.until(bad, "unknown");
    expect(unknown.blockedReason).to.contain("withdrawn");
    await world.mine(4);
    const failed = await relaying.until(bad, "failed");
    expect([failed.problem?.code, failed.nonce]).to.deep.equal(["chain.refused-by-node", null]);
    expect(failed.problem?.detail).to.equal("transaction type not supported");
    expect([await anchorsOf(world, bad), await anchorsOf(world, good)]).to.deep.equal([0, 1]);
    await relaying.close();
  });

  it("uses no nonce while fees are above the cap, and goes on by itself when they fall", async () => {
    const relaying = await start({ maxFeePerGas: 10n });
    const root = await relaying.anchor();
    await relaying.round();
    expect((await relaying.get(root)).state).to.equal("queued");
    expect((await status(relaying)).reason).to.match(/^Waiting for fees/);
    relaying.sending.policy.maxFeePerGas = 500_000_000_000n;
    await relaying.until(root, "included");
    expect((await status(relaying)).reason).to.equal(null);
    await relaying.close();
  });

  it("waits for funds without using a nonce, says so, and resumes by itself", async () => {
    const relaying = await start();
    const { address } = relaying.sending.signer;
    await world.anvil.rpc("anvil_setBalance", [address, toHex(1_000n)]);
    const root = await relaying.anchor();
    await relaying.round();
    const poor = await status(relaying);
    expect([(await relaying.get(root)).state, poor.queued, poor.balanceWei]).to.deep.equal(["queued", 1, "1000"]);
    expect(poor.reason).to.match(/^Waiting for funds/);
    await world.anvil.rpc("anvil_setBalance", [address, toHex(parseEther("100"))]);
    await relaying.until(root, "included");
    await relaying.round();
    const rich = await status(relaying);
    expect([rich.reason, rich.queued]).to.deep.equal([null, 0]);
    expect(BigInt(rich.spentWeiPerDay) > 0n).to.equal(true);
    expect(rich.runwayHours).to.be.greaterThan(1);
    await relaying.close();
  });

  it("keeps signed bytes that the node will not take for lack of funds, and they go through later", async () => {
    const relaying = await start();
    let isPoor = true;
    front.meddle = ({ method }) =>
      method === "eth_sendRawTransaction" && isPoor
        ? { error: { code: -32000, message: "insufficient funds for gas * price + value: balance 1, tx cost 2" } }
        : undefined;
    const root = await relaying.anchor();
    await relaying.round();
    await relaying.round();
    const signed = await relaying.get(root);
    expect([signed.state, (await relaying.attempts(signed)).length]).to.deep.equal(["signed", 1]);
    expect((await status(relaying)).reason).to.contain("Waiting for funds");
    isPoor = false;
    expect((await relaying.until(root, "included")).transactionHash).to.equal(signed.transactionHash);
    await relaying.close();
  });

  it("lets one whose gas the node cannot estimate wait, and sends those behind it", async () => {
    const relaying = await start({ holdMilliseconds: 0 });
    const [odd, even] = [await relaying.anchor(), await relaying.anchor()];
    front.meddle = ({ method, params }) =>
      method === "eth_estimateGas" && JSON.stringify(params).includes(odd.slice(2))
        ? { error: { code: -32000, message: "header not found" } }
        : undefined;
    await relaying.until(even, "included");
    const held = await relaying.get(odd);
    expect([held.state, held.blockedReason]).to.deep.equal(["queued", "The node cannot say what it takes: header not found"]);
    front.meddle = () => undefined;
    expect((await relaying.until(odd, "included")).blockedReason).to.equal(null);
    await relaying.close();
  });

  it("holds what it has no permission for, with the reason, and sends it once that is granted", async () => {
    const relaying = await start({ holdMilliseconds: 0 });
    const { accessManager, supplyChain } = world.deployment;
    const setClosed = (isClosed: boolean) => world.callManager(accessManager, "setTargetClosed", [supplyChain, isClosed]);
    await setClosed(true);
    const key = `register:${world.caller.addressOf(KEYS.bob)}`;
    await inTransaction(relaying.app, (ctx) =>
      relaying.relay.call(ctx, {
        businessKey: key,
        functionName: "registerActor",
        args: [world.caller.addressOf(KEYS.bob), 1, `0x${"b0".repeat(20)}`],
      }),
    );
    const other = await relaying.anchor();
    await relaying.until(other, "included");
    const held = await relaying.find(key);
    expect([held.state, held.problem]).to.deep.equal(["queued", null]);
    expect(held.blockedReason).to.contain("may not do that on chain");
    await setClosed(false);
    await waitFor("the registration", async () => {
      await relaying.round();
      return (await relaying.find(key)).state === "included" ? true : undefined;
    });
    await relaying.close();
  });

  it("tries again what lost its permission between the estimate and the block, once the refusal is final", async () => {
    const relaying = await start({ holdMilliseconds: 0 });
    const { accessManager, supplyChain } = world.deployment;
    const account = world.caller.addressOf(KEYS.alice);
    await world.anvil.rpc("evm_setAutomine", [false]);
    const key = `register:${account}`;
    await inTransaction(relaying.app, (ctx) =>
      relaying.relay.call(ctx, { businessKey: key, functionName: "registerActor", args: [account, 1, `0x${"a0".repeat(20)}`] }),
    );
    await relaying.round();
    // It pays more, so it comes first in the block.
    const closing = world.callManager(accessManager, "setTargetClosed", [supplyChain, true], 400_000_000_000n);
    await waitFor("both in the pool", async () => {
      const { pending } = (await world.anvil.rpc("txpool_status", [])) as { pending: string };
      return Number(pending) === 2 ? true : undefined;
    });
    await world.mine();
    await closing;
    await relaying.round();
    const reverted = await relaying.find(key);
    expect([reverted.state, reverted.problem?.code]).to.deep.equal(["reverted", "chain.not-permitted"]);
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.callManager(accessManager, "setTargetClosed", [supplyChain, false]);
    await world.mine(4);
    await relaying.finalise();
    const again = await waitFor("another try", async () => {
      await relaying.round();
      const transaction = await relaying.find(key);
      return transaction.state === "included" ? transaction : undefined;
    });
    expect(again.nonce).to.be.greaterThan(reverted.nonce ?? 0);
    expect(again.tries).to.equal(1);
    await relaying.close();
  });

  it("fills the gap that a dropped transaction of somebody else with our key leaves, and only after a second look", async () => {
    const relaying = await start({ gapAfterMilliseconds: 0 });
    await world.anvil.rpc("evm_setAutomine", [false]);
    const { signer, node } = relaying.sending;
    const gap = await node.nonce(signer.address, "latest");
    const fees = { maxFeePerGas: 5_000_000_000n, maxPriorityFeePerGas: 1n };
    const foreign = await signer.sign({ chainId: 31337, nonce: gap, to: signer.address, data: "0x", gas: 21_000n, ...fees });
    await node.send([foreign.raw]);
    const root = await relaying.anchor();
    await relaying.round();
    await relaying.round();
    const { nonce } = await relaying.get(root);
    expect(nonce).to.equal(gap + 1);
    expect((await status(relaying)).reason).to.contain("none of ours");
    await world.anvil.rpc("anvil_dropTransaction", [foreign.hash]);
    const fillers = async () => (await relaying.app.db.pool.query("SELECT 1 FROM transactions WHERE business_key LIKE 'noop:%'")).rowCount;
    await relaying.round();
    expect([await fillers(), (await status(relaying)).reason]).to.deep.equal([0, `Nonce ${gap} is missing; it will be filled.`]);
    await relaying.round();
    expect(await fillers()).to.equal(1);
    await world.anvil.rpc("evm_setAutomine", [true]);
    const healed = await relaying.until(root, "included");
    expect(healed.nonce).to.equal(nonce);
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("works with a node that takes no batches", async () => {
    const relaying = await start();
    front.takesBatches = false;
    const root = await relaying.anchor();
    await relaying.until(root, "included");
    front.takesBatches = true;
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  it("shows each transaction with its forms, costs and reasons, a page at a time", async () => {
    const relaying = await start();
    const roots = [await relaying.anchor(), await relaying.anchor(), await relaying.anchor(word(0))];
    await relaying.until(roots[1] ?? "", "included");
    await waitFor("the failure", async () => {
      await relaying.round();
      return (await relaying.get(word(0))).state === "failed" ? true : undefined;
    });
    const tx = { tx: relaying.app.db.dataSource.manager };
    const first = await listTransactions(tx, { filter: null, after: null, limit: 2 });
    const second = await listTransactions(tx, { filter: null, after: Number(first.next), limit: 2 });
    const items = [...first.items, ...second.items].map((item) => queueEntry.parse(item));
    expect(items.map(({ state }) => state)).to.deep.equal(["failed", "included", "included"]);
    expect(second.next).to.equal(null);
    expect(items[0]?.reason).to.equal("There is nothing to anchor. AnchorLogEmptyRoot()");
    const [, newest] = items;
    expect(newest?.attempts).to.have.length(1);
    expect(newest?.sentAt).not.to.equal(null);
    expect(BigInt(newest?.costWei ?? 0) > 0n).to.equal(true);
    await relaying.close();
  });
});
