import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "../../../services/postgres.ts";
import { plainEnvironment, type Place, type Subject } from "./subject.ts";

const APP = new URL("../peers/sqd/", import.meta.url).pathname;

/** What its migration tool would make: the indexes exist before the load, as there. */
const TABLE = `
  CREATE TABLE anchor (id text PRIMARY KEY, anchor_id text NOT NULL, actor text NOT NULL, hash text NOT NULL, tx_hash text NOT NULL,
    time bigint NOT NULL, block_number bigint NOT NULL, log_index integer NOT NULL, block_time bigint NOT NULL);
  CREATE INDEX ON anchor (anchor_id);
  CREATE INDEX ON anchor (actor);
  CREATE INDEX ON anchor (block_number, log_index)`;

export const sqd: Subject = {
  name: "sqd",
  version: "evm-processor 1.27.3, typeorm-store 1.5.1",
  keeps: "hex text",
  rowsSql: "SELECT block_number, log_index, anchor_id, actor, hash, time, tx_hash FROM anchor",
  visibleSql: "SELECT 1 FROM anchor WHERE anchor_id = $1",
  async prepare(place) {
    rmSync(appFolder(place), { recursive: true, force: true });
    cpSync(APP, appFolder(place), { recursive: true });
    await withClient(place.databaseUrl, (client) => client.query(TABLE));
  },
  program: (place) => ({
    command: process.execPath,
    args: [join(appFolder(place), "main.mjs")],
    cwd: appFolder(place),
    env: environment(place),
  }),
  // It has no page for that; its own height is what it says.
  isReady: async ({ chain }, client) => {
    const { rows } = await client.query<{ ready: boolean }>("SELECT height >= $1 AS ready FROM squid_processor.status", [
      chain.lastFilledBlock,
    ]);
    return rows[0]?.ready === true;
  },
};

function appFolder({ cacheFolder }: Place): string {
  return join(cacheFolder, "apps", "sqd");
}

function environment({ databaseUrl, rpcUrl, chain, isTuned }: Place): NodeJS.ProcessEnv {
  return {
    ...plainEnvironment(),
    DB_URL: databaseUrl,
    BENCH_RPC: rpcUrl,
    BENCH_ADDRESS: chain.address.toLowerCase(),
    BENCH_TOPIC: chain.topic,
    BENCH_START_BLOCK: String(chain.fromBlock),
    BENCH_POLL_MS: isTuned ? "100" : "1000",
  };
}
