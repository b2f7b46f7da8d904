import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, type Config } from "../../src/config/config.ts";

// Apart from the backend itself: processes that start often load nothing that they do not need.

export const SUPPLY_CHAIN = "0x2222222222222222222222222222222222222222";
/** Nobody listens there: whatever asks the node in a test has to say so. */
const NO_NODE = "http://127.0.0.1:1";

export const DEPLOYMENT = JSON.stringify({
  chainId: 31337,
  accessManager: "0x1111111111111111111111111111111111111111",
  supplyChain: SUPPLY_CHAIN,
  fromBlock: 0,
  codeHash: `0x${"33".repeat(32)}`,
});

/** Configuration of a backend on a database and nothing else. */
export function testConfig(databaseUrl: string, env: Record<string, string> = {}): Config {
  return readConfig(
    {
      PORT: "0",
      DATABASE_URL: databaseUrl,
      RPC_URL: NO_NODE,
      DEPLOYMENT_FILE: "deployment.json",
      RELAYER_KEY: `0x${"44".repeat(32)}`,
      WAYBILL_HOME: mkdtempSync(join(tmpdir(), "waybill-home-")),
      WAYBILL_ROLES: "api,worker",
      RATE_LIMIT_PER_MINUTE: "1000000",
      LOG_LEVEL: "fatal",
      ...env,
    },
    (path) => (path === "deployment.json" ? DEPLOYMENT : readFileSync(path, "utf8")),
  );
}
