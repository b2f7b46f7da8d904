import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { runDirectory } from "../../support/resources.ts";
import { ACCOUNTS, keyOf } from "./accounts.ts";
import type { Base } from "./base.ts";

export interface Endpoints {
  databaseUrl: string;
  rpcUrl: string;
  rpcWsUrl?: string;
  port: number;
}

/** All that a backend process of a run is told. */
export function environmentOf(
  { deploymentFile }: Pick<Base, "deploymentFile">,
  { databaseUrl, rpcUrl, rpcWsUrl, port }: Endpoints,
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const key = keyOf(ACCOUNTS.relayer);
  return {
    PATH: process.env["PATH"],
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    RPC_URL: rpcUrl,
    ...(rpcWsUrl === undefined ? {} : { RPC_WS_URL: rpcWsUrl }),
    DEPLOYMENT_FILE: deploymentFile,
    RELAYER_KEY: key,
    REGISTRAR_KEY: key,
    WAYBILL_HOME: mkdtempSync(join(runDirectory(), "sim-home-")),
    ANCHOR_MAX_SECONDS: "1",
    // By the clock: it would come into any test that counts transactions.
    AUDIT_ANCHOR_MINUTES: "0",
    RATE_LIMIT_PER_MINUTE: "1000000",
    LOG_LEVEL: "warn",
    // Many short lives: what was compiled once need not be compiled again.
    NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(runDirectory(), "sim-compile-cache"),
    ...more,
  };
}
