import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../../../services/child.ts";
import { ROOT } from "../../../start/root.ts";
import { eventAnchor } from "../chain/contract.ts";
import { plainEnvironment, type Place, type Subject } from "./subject.ts";

/** The product's own engine, with the contract added as any user would add one: by naming it in INDEX_FILE. */
export const ours: Subject = {
  name: "ours",
  version: "this commit",
  keeps: "bytea",
  rowsSql: "SELECT block_number, log_index, id, actor, hash, time, transaction_hash FROM event_anchor.event_anchored",
  visibleSql: "SELECT 1 FROM event_anchor.event_anchored WHERE id = $1",
  async prepare(place) {
    writeFileSync(indexFile(place), JSON.stringify({ feeds: [feed(place)] }, null, 2));
    // Migrations come with an installation, as the peers' tables come with theirs.
    await runCommand(place, "migrate");
  },
  program: (place) => ({
    command: process.execPath,
    // As `npm run indexer` starts it.
    args: ["--max-semi-space-size=1", "--single-threaded-gc", join(ROOT, "backend/src/main.ts")],
    cwd: ROOT,
    env: environment(place),
  }),
  isReady: async (_place, client) => {
    const { rows } = await client.query<{ ready: boolean }>("SELECT state = 'ready' AS ready FROM event_anchor.chain_cursor");
    return rows[0]?.ready === true;
  },
};

function feed({ chain, rpcUrl, webSocketUrl }: Place) {
  const count = { EventAnchored: "seq()" };
  return {
    name: "event_anchor",
    address: chain.address,
    fromBlock: chain.fromBlock,
    abi: eventAnchor().abi,
    count,
    rpcUrl,
    wsUrl: webSocketUrl,
  };
}

function indexFile({ folder }: Place): string {
  return join(folder, "index.json");
}

function environment(place: Place): NodeJS.ProcessEnv {
  const { folder, databaseUrl, chain, rpcUrl, otherRpcUrl, webSocketUrl, port } = place;
  return {
    ...plainEnvironment(),
    WAYBILL_ROLES: "indexer",
    WAYBILL_HOME: join(folder, "home"),
    DATABASE_URL: databaseUrl,
    RPC_URL: otherRpcUrl ?? rpcUrl,
    RPC_WS_URL: webSocketUrl,
    CHAIN_ID: String(chain.chainId),
    DEPLOYMENT_FILE: chain.deploymentFile,
    INDEX_FILE: indexFile(place),
    PORT: String(port),
    LOG_LEVEL: "warn",
  };
}

/** Runs one of the product's own commands, e.g. `reproject`, to its end. @throws {Error} when it fails. */
export async function runCommand(place: Place, name: string, ...args: string[]): Promise<void> {
  await runChild({
    name: `waybill ${name}`,
    command: process.execPath,
    args: [join(ROOT, "scripts/cli/main.ts"), name, ...args],
    cwd: ROOT,
    env: environment(place),
    logFile: join(place.folder, `${name}.log`),
  });
}
