import { indexerParts } from "../compose-indexer.ts";
import { ConfigError, readConfig } from "../config/config.ts";
import { createNodes, feedPlans, type FeedPlan, type IndexerApp, type Nodes } from "../modules/chain/indexer/indexer.ts";
import { armFaults } from "../platform/faults.ts";
import { systemClock } from "../platform/clock.ts";
import { systemRandom } from "../platform/ids.ts";
import { createLogger } from "../platform/logging.ts";
import { noDatabase, ownerDatabaseUrl } from "./database-url.ts";
import type { Io } from "./token.ts";

export interface FeedWork {
  app: IndexerApp;
  plan: FeedPlan;
  nodes: Nodes;
}

/**
 * Runs work on one feed of the installation that the environment describes, as the owner of its tables: the product's own, or the one of INDEX_FILE
 * that `--feed` names.
 *
 * @returns what the work answers, or 1 with one sentence on standard error
 */
export async function withFeed(io: Io, name: string, work: (parts: FeedWork) => Promise<number>): Promise<number> {
  const url = ownerDatabaseUrl(io);
  if (url === undefined) {
    io.stderr.write(noDatabase(io));
    return 1;
  }
  const nodes = createNodes();
  try {
    const config = readConfig({ ...(io.env ?? process.env), DATABASE_URL: url, WAYBILL_ROLES: "indexer" });
    armFaults(config.faultAt);
    const app: IndexerApp = { config, clock: systemClock, random: systemRandom, log: createLogger("error") };
    const plan = feedPlans(indexerParts(app)).find(({ feed }) => feed.schema === name);
    if (!plan) throw new Error(`There is no feed "${name}": INDEX_FILE names them, and the product's own is "public".`);
    return await work({ app, plan, nodes });
  } catch (error) {
    const problems = error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
    for (const problem of problems) io.stderr.write(`${problem}\n`);
    return 1;
  } finally {
    nodes.close();
  }
}
