import { freePort } from "../../../scripts/services/ports.ts";
import { withClient } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { CONTRACT } from "../checker/abi.ts";
import { createRandom } from "../random.ts";
import { startRpcProxy } from "../rpc-proxy.ts";
import { ACCOUNTS } from "../real/accounts.ts";
import { DEEPEST_FINALITY, startBaseChain } from "../real/base.ts";
import { startCluster } from "../real/cluster.ts";
import { environmentOf } from "../real/environment.ts";
import { reorg } from "../real/reorg.ts";
import { sendFrom } from "../real/send-from.ts";
import type { Worker } from "../real/worker.ts";
import type { Figure } from "./figure.ts";

const DEEPEST = 64;
const GOAL_MILLISECONDS = 5_000;

/** Depths measured on one chain: anvil forgets the contract when it goes back to a state that is more than some 500 blocks of history away. */
const DEPTHS_PER_CHAIN = 8;

/** A running indexer through reorgs of every depth, each measured until the rows are those of the new chain. */
export async function measureDepths(worker: Worker): Promise<Figure> {
  const took: number[] = [];
  for (let from = 1; from <= DEEPEST; from += DEPTHS_PER_CHAIN)
    took.push(...(await measureFrom(worker, from, from + DEPTHS_PER_CHAIN - 1)));
  const details = Object.fromEntries(took.map((milliseconds, index) => [`depth ${index + 1}, ms`, Math.round(milliseconds)]));
  const [slowest, median] = [Math.max(...took), took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)] ?? 0];
  return {
    figure: `reorgs of depth 1 to ${DEEPEST}, rows equal to the new chain`,
    value: `${took.length} of ${DEEPEST}, median ${Math.round(median)} ms, slowest ${Math.round(slowest)} ms`,
    goal: "each within 5 s",
    ok: took.length === DEEPEST && slowest <= GOAL_MILLISECONDS,
    details,
  };
}

function measureFrom(worker: Worker, from: number, to: number): Promise<number[]> {
  return measureReorgs(
    worker,
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
}

/** One indexer on one chain through a sequence of reorgs: how long each took until the rows were those of the new chain, in milliseconds. */
export async function measureReorgs(worker: Worker, depths: readonly number[], name = "depths"): Promise<number[]> {
  const { base, server } = worker;
  const random = createRandom(name);
  const anvil = await startBaseChain(base);
  const proxy = await startRpcProxy({ target: () => anvil.url, random, finalityBlocks: DEEPEST_FINALITY });
  const databaseUrl = server.directUrl(await worker.createDatabase());
  const endpoints = { databaseUrl, rpcUrl: proxy.url, rpcWsUrl: proxy.wsUrl, port: await freePort() };
  const cluster = await startCluster([{ name: "indexer-1", roles: "indexer" }], environmentOf(base, endpoints));
  const took: number[] = [];
  try {
    for (const depth of depths) {
      await anvil.rpc("anvil_mine", [`0x${depth.toString(16)}`]);
      for (let sent = 0; sent < Math.min(depth, 3); sent++) await anchor(anvil, base.deployment.supplyChain, random.hex(32));
      await untilEqual(anvil, base.deployment.supplyChain, databaseUrl);
      await reorg(anvil, depth, 0.5, random);
      const started = performance.now();
      await untilEqual(anvil, base.deployment.supplyChain, databaseUrl);
      took.push(performance.now() - started);
    }
  } finally {
    await cluster.stop();
    await proxy.stop();
    await anvil.stop();
  }
  return took;
}

function anchor(anvil: Anvil, contract: string, root: string): Promise<void> {
  return sendFrom(anvil, ACCOUNTS.outsiders[0].address, contract, CONTRACT.encodeFunctionData("anchor", [root]));
}

/** Places of all logs, from node and database, until they are the same. */
async function untilEqual(anvil: Anvil, contract: string, databaseUrl: string): Promise<void> {
  const head = (await anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { hash: string };
  const logs = (await anvil.rpc("eth_getLogs", [{ address: contract, fromBlock: "0x0", toBlock: "latest" }])) as Record<string, string>[];
  const expected = logs.map((log) => `${log["blockHash"]} ${Number(log["logIndex"])}`).join();
  await withClient(databaseUrl, (client) =>
    waitFor(
      async () => {
        const { rows } = await client.query<{ head: string; logs: string }>(
          `SELECT (SELECT '0x' || encode(hash, 'hex') FROM chain_cursor) AS head,
             (SELECT string_agg('0x' || encode(block_hash, 'hex') || ' ' || log_index, ',' ORDER BY block_number, log_index) FROM chain_logs) AS logs`,
        );
        return rows[0]?.head === head.hash && rows[0].logs === expected;
      },
      { what: "equal rows", deadlineMilliseconds: 30_000, pollMilliseconds: 5 },
    ),
  );
}
