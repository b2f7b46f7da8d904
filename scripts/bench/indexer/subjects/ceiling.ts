import { answersWell, plainEnvironment, type Subject } from "./subject.ts";

const PROGRAM = new URL("../ceiling/main.ts", import.meta.url).pathname;

/** The least work that turns logs into rows: a bound, not a product. */
export const ceiling: Subject = {
  name: "ceiling",
  version: "no reorgs, no proof, one contract",
  keeps: "bytea",
  rowsSql: "SELECT block_number, log_index, id, actor, hash, time, transaction_hash FROM anchors",
  visibleSql: "SELECT 1 FROM anchors WHERE id = $1",
  prepare: async () => undefined,
  program: ({ folder, databaseUrl, chain, rpcUrl, webSocketUrl, port }) => ({
    command: process.execPath,
    args: [PROGRAM],
    cwd: folder,
    env: {
      ...plainEnvironment(),
      DATABASE_URL: databaseUrl,
      RPC_URL: rpcUrl,
      RPC_WS_URL: webSocketUrl,
      ADDRESS: chain.address,
      TOPIC: chain.topic,
      FROM_BLOCK: String(chain.fromBlock),
      PORT: String(port),
    },
  }),
  isReady: ({ port }) => answersWell(`http://127.0.0.1:${port}/`),
};
