import { Client } from "pg";
import type { Config } from "./config/config.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { anchorLogProof } from "./modules/chain/anchoring/log-proof.ts";
import { actorsProjection } from "./modules/chain/indexer/actors.projection.ts";
import { anchorsProjection } from "./modules/chain/indexer/anchors.projection.ts";
import { checkpointsProjection } from "./modules/chain/indexer/checkpoints.projection.ts";
import { startIndexer, type IndexerApp, type IndexerParts } from "./modules/chain/indexer/indexer.ts";
import { custodyProof } from "./modules/custody/custody.chain-proof.ts";
import { custodyProjection } from "./modules/custody/custody.projection.ts";
import { creditsProof } from "./modules/credits/credits.chain-proof.ts";
import { CREDIT_PROJECTIONS } from "./modules/credits/credits.projections.ts";
import { systemClock } from "./platform/clock.ts";
import { armFaults } from "./platform/faults.ts";
import { systemRandom } from "./platform/ids.ts";
import { addressesOf, createLogger, type Logger } from "./platform/logging.ts";
import type { Service } from "./platform/module.ts";
import { tellExcess } from "./platform/schema/excess-rights.ts";

/** Everything that the product makes of the chain's events, without the modules around it. */
export function indexerParts(app: IndexerApp): IndexerParts {
  const { supplyChain, fromBlock, carbon } = app.config.chain.deployment;
  return {
    app,
    projections: [actorsProjection, anchorsProjection, checkpointsProjection, custodyProjection, ...CREDIT_PROJECTIONS],
    proofs: [anchorLogProof(supplyChain, fromBlock), custodyProof(supplyChain), ...(carbon ? [creditsProof(carbon.token)] : [])],
  };
}

/**
 * A process that only indexes. It loads neither the ORM nor the API, so that it is at work again a fraction of a second after it was
 * started: what a supervisor restarts often must start quickly.
 */
export async function startIndexerProcess(config: Config): Promise<Service & { log: Logger }> {
  armFaults(config.faultAt);
  const log = createLogger(config.logLevel, addressesOf(config));
  if (!(await lookAtDatabase(config, log)).isMigrated) {
    const { prepareDatabase } = await import("./platform/schema/prepare-schema.ts");
    await prepareDatabase({ url: config.databaseUrl.reveal(), migrations: MIGRATIONS, log });
  }
  const indexer = startIndexer(indexerParts({ config, clock: systemClock, random: systemRandom, log }));
  return { ...indexer, log };
}

/** Whether the newest migration of this program is in the database; says, too, when this process may more there than it needs. */
async function lookAtDatabase(config: Config, log: Logger): Promise<{ isMigrated: boolean }> {
  const client = new Client({ connectionString: config.databaseUrl.reveal(), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await tellExcess(client, { config, log });
    const { rows } = await client.query("SELECT 1 FROM migrations WHERE name = $1", [MIGRATIONS.at(-1)?.name]);
    return { isMigrated: rows.length > 0 };
  } catch {
    // No such table, or no right to read it: nothing was made ready.
    return { isMigrated: false };
  } finally {
    await client.end();
  }
}
