import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { parseEventLogs, type PublicClient } from "viem";
import type { App } from "../../src/platform/app.ts";
import { actorsProjection } from "../../src/modules/chain/indexer/actors.projection.ts";
import { anchorsProjection } from "../../src/modules/chain/indexer/anchors.projection.ts";
import type { AnyProjection } from "../../src/modules/chain/indexer/projection.ts";
import { createRangeSizer } from "../../src/modules/chain/indexer/range-sizer.ts";
import { createSource } from "../../src/modules/chain/indexer/source.ts";
import { syncOnce, type Outcome, type Sync } from "../../src/modules/chain/indexer/sync.ts";
import { custodyProjection } from "../../src/modules/custody/custody.projection.ts";

export const PROJECTIONS: readonly AnyProjection[] = [actorsProjection, anchorsProjection, custodyProjection];

export function syncOf(app: App, client: PublicClient, change: Partial<Sync> = {}): Sync {
  const source = createSource({ client, deployment: app.config.chain.deployment });
  return { app, source, sizer: createRangeSizer(), projections: PROJECTIONS, onReorg: async () => undefined, ...change };
}

/** Indexes until nothing is left to do. */
export async function catchUp(sync: Sync, options = { acceptsRewind: false }): Promise<Outcome> {
  for (;;) {
    const outcome = await syncOnce(sync, options);
    if (outcome !== "moved") return outcome;
  }
}

/** Block hash, log index and name of every event of our contract that is on the chain now, from the node itself. */
export async function eventsOnChain(app: App, client: PublicClient): Promise<string[]> {
  const { supplyChain, fromBlock } = app.config.chain.deployment;
  const logs = await client.getLogs({ address: supplyChain, fromBlock: BigInt(fromBlock), toBlock: "latest" });
  return parseEventLogs({ abi: supplyChainAbi, logs }).map((log) => `${log.blockHash} ${log.logIndex} ${log.transactionHash}`);
}

/** The same of the raw logs that are stored. */
export async function eventsStored(app: App): Promise<string[]> {
  const { rows } = await app.db.pool.query<{ place: string }>(
    `SELECT '0x' || encode(block_hash, 'hex') || ' ' || log_index || ' 0x' || encode(transaction_hash, 'hex') AS place
     FROM chain_logs ORDER BY block_number, log_index`,
  );
  return rows.map(({ place }) => place);
}

export interface StoredAnchor {
  index: number;
  root: string;
  block_number: number;
  block_hash: string;
  transaction_hash: string;
}

/** Every anchor row, in the order of the log. */
export async function anchorsStored(app: App): Promise<StoredAnchor[]> {
  const { rows } = await app.db.pool.query<StoredAnchor>(
    "SELECT index, root, block_number, block_hash, transaction_hash FROM anchors ORDER BY index",
  );
  return rows.map((row) => ({ ...row, index: Number(row.index), block_number: Number(row.block_number) }));
}
