import { fault } from "../../../../platform/faults.ts";
import { readCursor, type Cursor } from "../cursor.store.ts";
import type { Follower } from "../follower.ts";
import { createFeedFollower, type FeedPlan, type IndexerApp, type Nodes } from "../indexer.ts";
import { stateDigest, type StateDigest } from "../state-digest.ts";
import { step } from "../step.ts";
import { connect, type FeedConnection } from "../store/connection.ts";
import { announceRebuild, CHAIN_TABLES, compareLogs, swapTables, withTables } from "./swap.ts";

export interface Resynced {
  /** Of the live read model when it was compared; its block is null when it was empty. */
  before: StateDigest;
  /** Of the one that was built beside it, at the same block where both are on the same branch. */
  after: StateDigest;
  isSwapped: boolean;
}

export interface ResyncOptions {
  /** Schema that the new read model is built in. */
  into: string;
  /** Only compares, and leaves the new read model where it was built. */
  keepsLive?: boolean;
}

/** Another process rebuilds into the same schema. */
export class BusySchemaError extends Error {
  override name = "BusySchemaError";
}

/**
 * Reads a feed again from its node into another schema while the live one goes on, compares both at the same block, and puts the new one in
 * the place of the live one in one transaction. Statements, batches and signatures are not touched: they are not the chain's.
 *
 * @throws {BusySchemaError}
 */
export async function resync(app: IndexerApp, plan: FeedPlan, nodes: Nodes, { into, keepsLive = false }: ResyncOptions): Promise<Resynced> {
  const live = plan.feed.schema;
  const connection = await connected(app, into, true);
  const locker = await connected(app, live, false).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  try {
    await connection.query(`DROP SCHEMA IF EXISTS "${into}" CASCADE`);
    const rebuilt = { ...plan, feed: { ...plan.feed, schema: into } };
    const follower = await createFeedFollower(app, rebuilt, connection, { ...nodes, heads: () => null });
    await follow(follower, () => readCursor(locker, live));
    await fault("resync.before_swap");
    const names = follower.tables.map(({ name }) => name);
    return await withTables(locker, live, names, async () => {
      // From here on the live read model stands still, so that both can be at the same block.
      await follow(follower, () => readCursor(locker, live));
      const [before, after] = [await stateDigest(locker, names, live), await stateDigest(connection, names, into)];
      if (keepsLive) return { before, after, isSwapped: false };
      const was = await readCursor(locker, live);
      const difference = await compareLogs(locker, { from: into, to: live });
      await swapTables(locker, { from: into, to: live, tables: [...CHAIN_TABLES, ...names] });
      await announceRebuild(locker, live, { now: app.clock.now(), before: was, difference });
      await locker.query(`DROP SCHEMA "${into}" CASCADE`);
      return { before, after, isSwapped: true };
    });
  } finally {
    await connection.close();
    await locker.close();
  }
}

async function connected(app: IndexerApp, schema: string, isLeader: boolean): Promise<FeedConnection> {
  const connection = await connect(app.config.databaseUrl.reveal(), schema, { isLeader });
  if (!connection) throw new BusySchemaError(`Another process works in the schema ${schema}.`);
  return connection;
}

/** Steps that may find the node or a proof unhappy before it is given up. */
const MOST_FAILURES = 100;

/**
 * Goes as far as the live read model has, and no further, as long as that is on the node's chain; to the node's head otherwise, which is what a
 * live one that has lost its way is rebuilt for.
 */
async function follow(follower: Follower, liveCursor: () => Promise<Cursor | null>): Promise<void> {
  for (let failures = 0; failures < MOST_FAILURES;) {
    const target = (await liveCursor())?.indexed;
    const header = target ? await follower.node.header(target.number) : null;
    const head = header?.hash === target?.hash ? header : null;
    const outcome = await step(follower, { acceptsRewind: false, head });
    if (outcome === "idle" && (!head || follower.cursor?.indexed.hash === head.hash)) return;
    if (outcome !== "moved") failures++;
  }
  const reason = (await readCursor(follower.connection, follower.feed.schema))?.reason;
  throw new Error(`The feed cannot be read from its node: ${reason ?? "the contract is not there"}`);
}
