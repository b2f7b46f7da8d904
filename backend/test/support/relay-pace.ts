import { encodeFunctionData } from "viem";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { startLoop } from "../../src/platform/loop.ts";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { startRelayer } from "../../src/modules/chain/relayer/relayer.ts";
import type { RelayerPolicy } from "../../src/modules/chain/relayer/sending.ts";
import { privateKeySigner } from "../../src/modules/chain/relayer/signer.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createChainClient } from "../../src/platform/rpc.ts";
import { KEYS, word, type ChainWorld } from "./chain-world.ts";
import { startRelaying } from "./relaying.ts";
import { waitFor } from "./wait-for.ts";
import { Secret } from "../../src/config/secret.ts";

/** Transactions a second of a loop that signs, sends and waits for the node's answer, one by one: no store, no receipts, no second try. */
export async function bareLoopPerSecond(world: ChainWorld, key: Hex32, roots: readonly Hex32[]): Promise<number> {
  const client = createChainClient({ chain: { id: 31337, rpcUrl: Secret.of(world.anvil.url) } as never });
  const [signer, node] = [privateKeySigner(key), createRelayNode(client, world.deployment as never)];
  const to = world.deployment.supplyChain as Address;
  const fees = { maxFeePerGas: 5_000_000_000n, maxPriorityFeePerGas: 1_000_000n };
  let nonce = await node.nonce(signer.address, "latest");
  const started = performance.now();
  for (const root of roots) {
    const data = encodeFunctionData({ abi: supplyChainAbi, functionName: "anchor", args: [root] });
    const { raw } = await signer.sign({ chainId: 31337, nonce: nonce++, to, data, gas: 300_000n, ...fees });
    await client.request({ method: "eth_sendRawTransaction", params: [raw] });
  }
  await waitFor("the last block", async () => ((await node.nonce(signer.address, "latest")) === nonce ? true : undefined));
  return (roots.length / (performance.now() - started)) * 1_000;
}

/** Jobs a second of the relayer, from stored to included, all queued at the start. */
export async function relayedPerSecond(world: ChainWorld, roots: readonly Hex32[], policy: Partial<RelayerPolicy> = {}): Promise<number> {
  const relaying = await startRelaying(world, { policy });
  const { app, relay, sending } = relaying;
  await sending.leadership.release();
  await inTransaction(app, async (ctx) => {
    for (const root of roots) await relay.call(ctx, { businessKey: `anchor:${root}`, functionName: "anchor", args: [root] });
  });
  const started = performance.now();
  const relayer = startRelayer(sending);
  await waitFor("all jobs", async () => {
    const { rows } = await app.db.pool.query<{ open: boolean }>(
      "SELECT EXISTS (SELECT FROM transactions WHERE state NOT IN ('included', 'final')) AS open",
    );
    return rows[0]?.open === false ? true : undefined;
  });
  const perSecond = (roots.length / (performance.now() - started)) * 1_000;
  await relayer.stop();
  await relaying.close();
  return perSecond;
}

/** Seconds from the loss of a foreign transaction of our key until the job behind its nonce is in a block, at default settings. */
export async function secondsToHealGap(world: ChainWorld): Promise<number> {
  const relaying = await startRelaying(world);
  const { sending, anchor, get, round } = relaying;
  const { node, signer } = sending;
  // Blocks would take the foreign transaction before it can be lost.
  const nonce = (await node.nonce(signer.address, "pending")) + 1;
  await relaying.app.db.pool.query("UPDATE relayer_senders SET next_nonce = $2 WHERE sender = $1", [signer.address, nonce]);
  const root = await anchor();
  await round();
  await sending.leadership.release();
  const started = performance.now();
  const relayer = startRelayer(sending);
  await waitFor("the healed gap", async () => ((await get(root)).state === "included" ? true : undefined));
  const seconds = (performance.now() - started) / 1_000;
  await relayer.stop();
  await relaying.close();
  return seconds;
}

/** Mines at a steady pace instead of at once for each transaction, as chains do; ends with the answered function. */
export async function mineSteadily(world: ChainWorld, pauseMilliseconds: number): Promise<() => Promise<void>> {
  await world.anvil.rpc("evm_setAutomine", [false]);
  const loop = startLoop(async () => {
    await world.anvil.rpc("evm_mine", []);
    return pauseMilliseconds;
  });
  return async () => {
    await loop.stop();
    await world.anvil.rpc("evm_setAutomine", [true]);
  };
}

/** Roots of their own for a measurement. */
export function rootsFrom(first: number, count: number): Hex32[] {
  return Array.from({ length: count }, (_, index) => word(first + index));
}

export const BARE_KEY = KEYS.alice;
