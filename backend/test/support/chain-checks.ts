import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { parseEventLogs, type PublicClient } from "viem";
import type { App } from "../../src/platform/app.ts";
import { actorsProjection } from "../../src/modules/chain/indexer/actors.projection.ts";
import { anchorsProjection } from "../../src/modules/chain/indexer/anchors.projection.ts";
import { checkpointsProjection } from "../../src/modules/chain/indexer/checkpoints.projection.ts";
import type { Follower } from "../../src/modules/chain/indexer/follower.ts";
import { createFeedFollower, createNodes, feedPlans, type FeedPlan } from "../../src/modules/chain/indexer/indexer.ts";
import type { Rpc } from "../../src/modules/chain/indexer/node/rpc.ts";
import type { AnyProjection } from "../../src/modules/chain/indexer/projection.ts";
import { step, type Outcome } from "../../src/modules/chain/indexer/step.ts";
import { connect } from "../../src/modules/chain/indexer/store/connection.ts";
import { anchorLogProof } from "../../src/modules/chain/anchoring/log-proof.ts";
import { CREDIT_PROJECTIONS } from "../../src/modules/credits/credits.projections.ts";
import { custodyProof } from "../../src/modules/custody/custody.chain-proof.ts";
import { custodyProjection } from "../../src/modules/custody/custody.projection.ts";

export const PROJECTIONS: readonly AnyProjection[] = [
  actorsProjection,
  anchorsProjection,
  checkpointsProjection,
  custodyProjection,
  ...CREDIT_PROJECTIONS,
];
export const TABLES = PROJECTIONS.map(({ table }) => table);

/** A follower that a test drives step by step, without heads that come by themselves. */
export interface Sync {
  follower: Follower;
  /** One step that sees what others did to the database. */
  step(options?: { acceptsRewind: boolean }): Promise<Outcome>;
  close(): Promise<void>;
}

export interface SyncOptions {
  /** Another node than the application's. */
  rpcUrl?: string;
  haltsBelowFinal?: boolean;
  /** Stands between the indexer and its node. */
  tamper?: (rpc: Rpc) => Rpc;
  /** Which feed: the product's own, or one of INDEX_FILE. */
  schema?: string;
}

/** One of the configured feeds. */
export function planOf(app: App, schema: string): FeedPlan {
  const { supplyChain, fromBlock } = app.config.chain.deployment;
  const proofs = [anchorLogProof(supplyChain, fromBlock), custodyProof(supplyChain)];
  const found = feedPlans({ app, projections: PROJECTIONS, proofs }).find(({ feed }) => feed.schema === schema);
  if (!found) throw new Error(`no feed ${schema} is configured`);
  return found;
}

export async function syncOf(
  app: App,
  { rpcUrl, haltsBelowFinal, tamper = (rpc) => rpc, schema = "public" }: SyncOptions = {},
): Promise<Sync> {
  const found = planOf(app, schema);
  const plan = rpcUrl === undefined ? found : { ...found, feed: { ...found.feed, chain: { ...found.feed.chain, rpcUrl } } };
  const connection = await connect(app.config.databaseUrl.reveal(), schema, { isLeader: false });
  if (!connection) throw new Error("a connection that does not lead is always had");
  const nodes = createNodes();
  const made = await createFeedFollower(app, plan, connection, { ...nodes, rpc: (chain) => tamper(nodes.rpc(chain)), heads: () => null });
  const follower = haltsBelowFinal === undefined ? made : { ...made, haltsBelowFinal };
  return {
    follower,
    step(options = { acceptsRewind: false }) {
      Object.assign(follower, { cursor: undefined, seen: null });
      return step(follower, options);
    },
    async close() {
      nodes.close();
      await connection.close();
    },
  };
}

/** Indexes until nothing is left to do. */
export async function catchUp(sync: Sync, options = { acceptsRewind: false }): Promise<Outcome> {
  for (;;) {
    const outcome = await sync.step(options);
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
