import { setTimeout as pause } from "node:timers/promises";
import { parseEventLogs } from "viem";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { inTransaction } from "../../src/platform/context.ts";
import type { ChainWorld } from "./chain-world.ts";
import { startBackendProcess, type BackendProcess } from "./doomed-backend.ts";
import { startRelaying } from "./relaying.ts";
import { createChainTroubles, unreliableNode, type Troubles } from "./relay-troubles.ts";
import { startRpcFront } from "./rpc-front.ts";
import { seeded } from "./seeded.ts";

export interface Campaign {
  world: ChainWorld;
  roots: readonly Hex32[];
  seed: number;
  /** Processes that are killed on the way: at a random point of the code, or at any moment. */
  kills: number;
  deadlineMilliseconds: number;
}

export interface CampaignResult {
  /** Jobs whose effect is on the chain once. */
  once: number;
  /** Jobs whose effect is there more than once, and not at all. */
  doubled: number;
  lost: number;
  /** Anchors of the sender that nobody asked for. */
  strange: number;
  troubles: Troubles;
  seconds: number;
}

const POINTS = ["after_estimate", "after_nonce", "before_commit", "after_sign", "after_send", "after_mined", "before_ack", "after_bump"];
const TICK_MILLISECONDS = 25;

/**
 * Real processes, killed again and again, send jobs to a chain that reorganises, through a node that lies about what it took, while somebody
 * else uses their key. Only the chain's own logs say how it ended.
 */
export async function runCampaign({ world, roots, seed, kills, deadlineMilliseconds }: Campaign): Promise<CampaignResult> {
  const random = seeded(seed);
  const troubles: Troubles = {};
  const front = await startRpcFront(world.anvil.url);
  const relaying = await startRelaying(world);
  const { app, relay, databaseUrl } = relaying;
  await relaying.sending.leadership.release();
  await inTransaction(app, async (ctx) => {
    for (const root of roots) await relay.call(ctx, { businessKey: `anchor:${root}`, functionName: "anchor", args: [root] });
  });
  front.meddle = unreliableNode(random, troubles);
  const trouble = createChainTroubles(world, random, troubles);
  const started = performance.now();
  let left = kills;
  let child: BackendProcess | undefined;
  const isOver = () => performance.now() - started > deadlineMilliseconds;

  const startLife = async (): Promise<BackendProcess> => {
    const fault: Record<string, string> = left > 0 ? { FAULT_AT: `relayer.${random.pick(POINTS)}:${1 + random.below(12)}:kill` } : {};
    return startBackendProcess(world, databaseUrl, {
      WAYBILL_ROLES: "indexer,relayer",
      RPC_URL: front.url,
      RELAYER_BUMP_SECONDS: "1",
      ...fault,
    });
  };
  const countDone = async (): Promise<number> => {
    const { rows } = await app.db.pool.query<{ count: string }>(
      "SELECT count(*) FROM transactions WHERE state IN ('included', 'final') AND role IS NOT NULL",
    );
    return Number(rows[0]?.count);
  };
  /** The first that does not wait for its fault, so that some die between the named points. */
  let killAt = Infinity;
  await world.anvil.rpc("evm_setAutomine", [false]);
  try {
    for (let done = 0; done < roots.length && !isOver(); done = await countDone()) {
      if (!child || child.hasExited()) {
        if (child) {
          left--;
          troubles["killed"] = (troubles["killed"] ?? 0) + 1;
        }
        child = await startLife();
        killAt = left > 0 ? done + Math.ceil(roots.length / (kills + 1)) : Infinity;
      } else if (done >= killAt) child.kill();
      await trouble();
      await pause(TICK_MILLISECONDS);
    }
    // From here on the world behaves, and everything has to come to its end.
    front.meddle = () => undefined;
    for (let final = 0; final < roots.length && !isOver();) {
      if (!child || child.hasExited())
        child = await startBackendProcess(world, databaseUrl, { WAYBILL_ROLES: "indexer,relayer", RPC_URL: front.url });
      await world.mine();
      await pause(TICK_MILLISECONDS);
      const { rows } = await app.db.pool.query<{ count: string }>(
        "SELECT count(*) FROM transactions WHERE state = 'final' AND role IS NOT NULL",
      );
      final = Number(rows[0]?.count);
    }
  } finally {
    child?.kill();
    await child?.exited;
    await world.anvil.rpc("evm_setAutomine", [true]);
    await front.stop();
  }
  const seconds = (performance.now() - started) / 1_000;
  const result = { ...(await effectsOf(relaying, roots)), troubles, seconds };
  await relaying.close();
  return result;
}

async function effectsOf({ client, app }: Awaited<ReturnType<typeof startRelaying>>, roots: readonly Hex32[]) {
  const { supplyChain, fromBlock } = app.config.chain.deployment;
  const logs = parseEventLogs({
    abi: supplyChainAbi,
    eventName: "Anchored",
    logs: await client.getLogs({ address: supplyChain, fromBlock: BigInt(fromBlock), toBlock: "latest" }),
  });
  const counts = new Map<string, number>(roots.map((root) => [root, 0]));
  let strange = 0;
  for (const { args } of logs) {
    const count = counts.get(args.root);
    if (count === undefined) strange++;
    else counts.set(args.root, count + 1);
  }
  const values = [...counts.values()];
  return {
    once: values.filter((count) => count === 1).length,
    doubled: values.filter((count) => count > 1).length,
    lost: values.filter((count) => count === 0).length,
    strange,
  };
}
