import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { answersWell, plainEnvironment, type Place, type Subject } from "./subject.ts";

const APP = new URL("../peers/ponder/", import.meta.url).pathname;
const FASTEST = { BENCH_USE_WS: "1", BENCH_DISABLE_CACHE: "1", BENCH_POLL_MS: "100" };

export const ponder: Subject = {
  name: "ponder",
  version: "0.17.7",
  keeps: "hex text",
  rowsSql: "SELECT block_number, log_index, anchor_id, actor, hash, time, tx_hash FROM bench.anchor",
  visibleSql: "SELECT 1 FROM bench.anchor WHERE anchor_id = $1",
  async prepare(place) {
    // Its tool writes beside the sources, and must find its packages above them.
    rmSync(appFolder(place), { recursive: true, force: true });
    cpSync(APP, appFolder(place), { recursive: true });
  },
  program: (place) => ({
    command: process.execPath,
    args: [join(place.cacheFolder, "node_modules/ponder/dist/esm/bin/ponder.js"), ...ponderArguments(place)],
    cwd: appFolder(place),
    env: environment(place),
  }),
  isReady: ({ port }) => answersWell(`http://127.0.0.1:${port}/ready`),
};

function appFolder({ cacheFolder }: Place): string {
  return join(cacheFolder, "apps", "ponder");
}

function ponderArguments({ port }: Place): string[] {
  return ["start", "--schema", "bench", "--port", String(port), "--log-format", "json", "--log-level", "info"];
}

function environment({ databaseUrl, rpcUrl, webSocketUrl, chain, isTuned }: Place): NodeJS.ProcessEnv {
  return {
    ...plainEnvironment(),
    DATABASE_URL: databaseUrl,
    BENCH_RPC: rpcUrl,
    BENCH_WS: webSocketUrl,
    BENCH_CHAIN: String(chain.chainId),
    BENCH_ADDRESS: chain.address,
    BENCH_START_BLOCK: String(chain.fromBlock),
    PONDER_TELEMETRY_DISABLED: "1",
    ...(isTuned ? FASTEST : {}),
  };
}
