import { keccak256 } from "ethers";
import { Client } from "pg";
import { indexerParts } from "../../../backend/src/compose-indexer.ts";
import { readConfig } from "../../../backend/src/config/config.ts";
import { createFeedFollower, feedPlans, type IndexerApp, type Nodes } from "../../../backend/src/modules/chain/indexer/indexer.ts";
import { NodeUnavailableError, RpcAnswerError, type Rpc } from "../../../backend/src/modules/chain/indexer/node/rpc.ts";
import { createSweep, type Sweep } from "../../../backend/src/modules/chain/indexer/proof/sweep.ts";
import { isCollision, startOver } from "../../../backend/src/modules/chain/indexer/start-over.ts";
import { step, type Outcome } from "../../../backend/src/modules/chain/indexer/step.ts";
import { connect, type FeedConnection } from "../../../backend/src/modules/chain/indexer/store/connection.ts";
import { MIGRATIONS } from "../../../backend/src/migrations/index.ts";
import { prepareDatabase } from "../../../backend/src/platform/schema/prepare-schema.ts";
import { armFaults } from "../../../backend/src/platform/faults.ts";
import { systemRandom } from "../../../backend/src/platform/ids.ts";
import { createLogger } from "../../../backend/src/platform/logging.ts";
import { RpcRefusal, type Answer } from "../rpc/call.ts";
import { CONTRACT_ADDRESS, CONTRACT_CODE } from "./contract.ts";

export const CHAIN_ID = 31337;
/** First block that can hold a log of ours. */
export const FROM_BLOCK = 2;
/** The sweeper's own pace: time in a run passes by turns, not by the clock. */
const TURN_MILLISECONDS = 20_000;
const TABLES = [
  "anchors",
  "checkpoint_anchors",
  "actor_changes",
  "custody_steps",
  "chain_logs",
  "chain_blocks",
  "chain_reorgs",
  "chain_cursor",
  "outbox",
];

/** The product's indexer in this process, on a database and over whatever answers. The only file here that knows its inside. */
export interface EngineHost {
  /** An indexer as a process that starts now would have it. */
  start(answer: Answer): Promise<Engine>;
  /** Empties the read model: quicker than a new database for each run. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  /**
   * One look at the node, and at most one piece of work.
   *
   * @param acceptsRewind A lower head on the same branch is believed.
   */
  step(acceptsRewind: boolean): Promise<Outcome>;
  /** The sweeper's turn; answers whether it mended anything. */
  sweep(): Promise<boolean>;
}

/** Arms one of the product's named points to throw at its n-th passage; null disarms. */
export function armPoint(point: string | null, nth = 1): void {
  armFaults(point === null ? null : `${point}:${nth}:throw`);
}

export async function openEngineHost(databaseUrl: string): Promise<EngineHost> {
  let milliseconds = Date.UTC(2026, 0, 1);
  const app = await openApp(databaseUrl, () => new Date(milliseconds));
  const connection = await connect(databaseUrl, "public", { isLeader: false });
  if (!connection) throw new Error("a connection that does not lead is always had");
  return {
    async start(answer) {
      // Anew each time: what an indexer remembers dies with its process.
      const [plan] = feedPlans(indexerParts(app));
      if (!plan) throw new Error("the product has a feed of its own");
      const nodes: Nodes = { rpc: () => rpcOver(answer), heads: () => null, close: () => undefined };
      const follower = await createFeedFollower(app, plan, connection, nodes);
      const sweep: Sweep = createSweep(follower);
      return {
        async step(acceptsRewind) {
          try {
            // Time stands still here, and what was seen a moment ago with it.
            follower.seen = null;
            return await step(follower, { acceptsRewind });
          } catch (error) {
            // As the product's own loop does: what it knew may be wrong now.
            follower.cursor = undefined;
            if (isCollision(error)) await startOver(follower);
            throw error;
          }
        },
        sweep() {
          milliseconds += TURN_MILLISECONDS;
          return sweep.turn();
        },
      };
    },
    forget: () => forget(connection),
    close: () => connection.close(),
  };
}

async function forget(connection: FeedConnection): Promise<void> {
  await connection.query(TABLES.map((table) => `DELETE FROM ${table}`).join("; "));
}

/** The errors that the product's own transport makes of an error, and of no answer. */
function rpcOver(answer: Answer): Rpc {
  const request = async <Result>(method: string, params: readonly unknown[]): Promise<Result> => {
    try {
      return ((await answer({ method, params })) ?? null) as Result;
    } catch (error) {
      if (error instanceof RpcRefusal) throw new RpcAnswerError(error.code, error.message);
      throw new NodeUnavailableError(String(error));
    }
  };
  return {
    request,
    requestAll: (calls) => Promise.all(calls.map(({ method, params }) => request<never>(method, params))),
    raw: async (method, params) => Buffer.from(`{"jsonrpc":"2.0","id":1,"result":${JSON.stringify(await request(method, params))}}`),
    close: () => undefined,
  };
}

async function openApp(databaseUrl: string, now: () => Date): Promise<IndexerApp> {
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
  await prepareDatabase({ url: databaseUrl, migrations: MIGRATIONS, log });
  await withoutWaits(databaseUrl);
  return { config, clock: { now }, random: systemRandom, log };
}

/** Nobody wants these rows back after a power cut. */
async function withoutWaits(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`ALTER DATABASE ${client.escapeIdentifier(client.database ?? "")} SET synchronous_commit = off`);
  await client.end();
}
