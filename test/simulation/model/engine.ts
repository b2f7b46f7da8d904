import { keccak256 } from "ethers";
import { createPublicClient, custom } from "viem";
import { readConfig } from "../../../backend/src/config/config.ts";
import { createRangeSizer } from "../../../backend/src/modules/chain/indexer/range-sizer.ts";
import { createSource } from "../../../backend/src/modules/chain/indexer/source.ts";
import { syncOnce, type Outcome } from "../../../backend/src/modules/chain/indexer/sync.ts";
import { actorsProjection } from "../../../backend/src/modules/chain/indexer/actors.projection.ts";
import { anchorsProjection } from "../../../backend/src/modules/chain/indexer/anchors.projection.ts";
import { custodyProjection } from "../../../backend/src/modules/custody/custody.projection.ts";
import { ENTITIES } from "../../../backend/src/entities.ts";
import { MIGRATIONS } from "../../../backend/src/migrations/index.ts";
import type { App } from "../../../backend/src/platform/app.ts";
import { systemClock } from "../../../backend/src/platform/clock.ts";
import { migrate, openDatabase } from "../../../backend/src/platform/database.ts";
import { armFaults } from "../../../backend/src/platform/faults.ts";
import { systemRandom } from "../../../backend/src/platform/ids.ts";
import { migrateJobs } from "../../../backend/src/platform/jobs.ts";
import { createLogger } from "../../../backend/src/platform/logging.ts";
import { createMetrics } from "../../../backend/src/platform/metrics.ts";
import type { Answer } from "../rpc/call.ts";
import { CONTRACT_ADDRESS, CONTRACT_CODE } from "./contract.ts";

export const CHAIN_ID = 31337;
/** First block that can hold a log of ours. */
export const FROM_BLOCK = 2;

/** The product's indexer in this process, on a database and over whatever answers. The only file here that knows its inside. */
export interface EngineHost {
  /** An indexer as a process that starts now would have it. */
  start(answer: Answer): Engine;
  /** Empties the read model: quicker than a new database for each run. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  /**
   * One look at the node, and at most one transaction.
   *
   * @param acceptsRewind A lower head on the same branch is believed.
   */
  step(acceptsRewind: boolean): Promise<Outcome>;
}

/** Arms one of the product's named points to throw at its n-th passage; null disarms. */
export function armPoint(point: string | null, nth = 1): void {
  armFaults(point === null ? null : `${point}:${nth}:throw`);
}

export async function openEngineHost(databaseUrl: string): Promise<EngineHost> {
  const app = await openApp(databaseUrl);
  const projections = [actorsProjection, anchorsProjection, custodyProjection];
  const tables = [...projections.map(({ table }) => table), "chain_logs", "chain_blocks", "chain_reorgs", "chain_cursor", "outbox"];
  return {
    start(answer) {
      const client = createPublicClient({
        transport: custom({ request: ({ method, params }) => answer({ method, params: (params ?? []) as unknown[] }) }, { retryCount: 0 }),
      });
      const source = createSource({ client, deployment: app.config.chain.deployment });
      const sync = { app, source, projections, sizer: createRangeSizer(), onReorg: async () => undefined };
      return { step: (acceptsRewind) => syncOnce(sync, { acceptsRewind }) };
    },
    async forget() {
      await app.db.pool.query(tables.map((table) => `DELETE FROM ${table}`).join("; "));
    },
    close: () => app.db.close(),
  };
}

async function openApp(databaseUrl: string): Promise<App> {
  const deployment = {
    chainId: CHAIN_ID,
    accessManager: `0x${"11".repeat(20)}`,
    supplyChain: CONTRACT_ADDRESS,
    fromBlock: FROM_BLOCK,
    codeHash: keccak256(CONTRACT_CODE),
  };
  const environment = {
    DATABASE_URL: databaseUrl,
    RPC_URL: "http://127.0.0.1:1",
    DEPLOYMENT_FILE: "-",
    RELAYER_KEY: `0x${"44".repeat(32)}`,
    LOG_LEVEL: "silent",
  };
  const config = readConfig(environment, () => JSON.stringify(deployment));
  const log = createLogger(config.logLevel);
  const db = await openDatabase({ url: databaseUrl, entities: ENTITIES, migrations: MIGRATIONS, log, poolSize: 3 });
  const app: App = { config, db, log, clock: systemClock, random: systemRandom, metrics: createMetrics() };
  await migrate(db);
  await migrateJobs(app);
  return app;
}
