import type { App } from "../../../platform/app.ts";
import type { Service } from "../../../platform/module.ts";
import { mainChain, type FeedChain } from "./feed.ts";
import { createFollower, type Follower } from "./follower.ts";
import { configuredFeeds, type ConfiguredFeed } from "./index-file.ts";
import { createChainNode } from "./node/chain-node.ts";
import { followHeads, type Heads } from "./node/heads.ts";
import { createRpc, type Rpc } from "./node/rpc.ts";
import type { AnyProjection } from "./projection.ts";
import type { Proof } from "./proof/proof.ts";
import { runFeed } from "./run-feed.ts";
import { connect, type FeedConnection } from "./store/connection.ts";
import { ensureSchema } from "./store/feed-schema.ts";
import { supplyChainFeed, supplyChainTables } from "./supply-chain-feed.ts";

/** What the indexer needs of a process: no ORM, no HTTP server. */
export type IndexerApp = Pick<App, "config" | "clock" | "random" | "log">;

export interface IndexerParts {
  app: IndexerApp;
  projections: readonly AnyProjection[];
  proofs: readonly Proof[];
  pollMilliseconds?: number;
}

/** One connection to each node, shared by the feeds of its chain. */
export interface Nodes {
  rpc(chain: FeedChain): Rpc;
  /** Null where heads are only asked for. */
  heads(chain: FeedChain): Heads | null;
  close(): void;
}

export function createNodes(): Nodes {
  const rpcs = new Map<string, Rpc>();
  const watchers = new Map<string, Heads>();
  return {
    rpc: ({ rpcUrl }) => getOrMake(rpcs, rpcUrl, createRpc),
    heads: ({ wsUrl }) => getOrMake(watchers, wsUrl, followHeads),
    close() {
      for (const rpc of rpcs.values()) rpc.close();
      for (const watcher of watchers.values()) watcher.stop();
    },
  };
}

function getOrMake<Value>(map: Map<string, Value>, key: string, make: (key: string) => Value): Value {
  const known = map.get(key) ?? make(key);
  map.set(key, known);
  return known;
}

/** A feed and how its tables are had: those of the product's own are looked up in the database. */
export interface FeedPlan {
  feed: ConfiguredFeed["feed"];
  tables(connection: FeedConnection): Promise<ConfiguredFeed["tables"]>;
  proofs: readonly Proof[];
}

/** The product's own feed, and those that INDEX_FILE names. */
export function feedPlans({ app: { config }, projections, proofs }: IndexerParts): FeedPlan[] {
  const chain = mainChain(config);
  const { deployment } = config.chain;
  return [
    { feed: supplyChainFeed(deployment, chain), tables: (connection) => supplyChainTables(connection, deployment, projections), proofs },
    ...configuredFeeds(config).map(({ feed, tables }) => ({ feed, tables: async () => tables, proofs: [] })),
  ];
}

/** Everything that following a feed needs, on a connection that leads it. */
export async function createFeedFollower(
  { config, clock, random, log }: IndexerApp,
  { feed, tables, proofs }: FeedPlan,
  connection: FeedConnection,
  nodes: Nodes,
): Promise<Follower> {
  const feedTables = await tables(connection);
  await ensureSchema(connection, feed, feedTables);
  return createFollower({
    feed,
    ...feedTables,
    connection,
    node: createChainNode(nodes.rpc(feed.chain), feed.chain.finalityDepth),
    heads: nodes.heads(feed.chain),
    clock,
    random,
    log: log.child({ part: "indexer", feed: feed.schema }),
    proofs,
    haltsBelowFinal: config.mode === "production",
    publishes: feed.schema === "public",
  });
}

/** Follows every feed until stopped. */
export function startIndexer(parts: IndexerParts): Service {
  const { app, pollMilliseconds } = parts;
  const nodes = createNodes();
  const feeds = feedPlans(parts).map((plan) =>
    runFeed(
      {
        name: plan.feed.schema,
        lead: () => connect(app.config.databaseUrl.reveal(), plan.feed.schema, { isLeader: true }),
        follow: (connection) => createFeedFollower(app, plan, connection, nodes),
        isDevelopment: app.config.mode === "development",
        ...(pollMilliseconds === undefined ? {} : { pollMilliseconds }),
      },
      app.log.child({ part: "indexer", feed: plan.feed.schema }),
    ),
  );
  return {
    async stop() {
      await Promise.all(feeds.map((feed) => feed.stop()));
      nodes.close();
    },
  };
}
