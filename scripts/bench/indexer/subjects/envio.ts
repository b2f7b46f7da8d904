import { join } from "node:path";
import { runChild } from "../../../services/child.ts";
import { plainEnvironment, type Place, type Subject } from "./subject.ts";

/** Sized by hand for dense blocks: from its own start of 10,000 blocks it spends minutes in timeouts on this load. */
const BLOCKS_PER_RANGE = "25";

export const envio: Subject = {
  name: "envio",
  version: "2.32.12, tuned",
  keeps: "hex text",
  rowsSql: 'SELECT block_number, log_index, anchor_id, actor, hash, time, tx_hash FROM public."Anchor"',
  visibleSql: 'SELECT 1 FROM public."Anchor" WHERE anchor_id = $1',
  prepare: (place) =>
    runChild({
      name: "Envio's migrations",
      ...program(place, "--eval", "require('./src/db/Migrations.res.js').runUpMigrations(true, true)"),
      logFile: join(place.folder, "envio-prepare.log"),
    }),
  program: (place) => program(place, "src/Index.res.js"),
  // Its own progress is what it says.
  isReady: async ({ chain }, client) => {
    const sql = "SELECT COALESCE(max(progress_block), 0) >= $1 AS ready FROM public.envio_chains";
    const { rows } = await client.query<{ ready: boolean }>(sql, [chain.lastFilledBlock]);
    return rows[0]?.ready === true;
  },
};

function program(place: Place, ...args: string[]) {
  return { command: process.execPath, args, cwd: join(place.cacheFolder, "envio", "generated"), env: environment(place) };
}

function environment({ databaseUrl, rpcUrl, chain, port }: Place): NodeJS.ProcessEnv {
  const database = new URL(databaseUrl);
  return {
    ...plainEnvironment(),
    ENVIO_PG_HOST: database.hostname,
    ENVIO_PG_PORT: database.port,
    ENVIO_PG_USER: database.username,
    ENVIO_PG_PASSWORD: decodeURIComponent(database.password),
    ENVIO_PG_DATABASE: database.pathname.slice(1),
    ENVIO_HASURA: "false",
    ENVIO_INDEXER_PORT: String(port),
    ENVIO_RPC_INITIAL_BLOCK_INTERVAL: BLOCKS_PER_RANGE,
    ENVIO_RPC_INTERVAL_CEILING: BLOCKS_PER_RANGE,
    TUI_OFF: "true",
    LOG_LEVEL: "info",
    LOG_STRATEGY: "console-raw",
    BENCH_RPC: rpcUrl,
    BENCH_CHAIN: String(chain.chainId),
  };
}
