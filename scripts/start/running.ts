import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Running } from "./backend-environment.ts";
import { readJson, writeJson } from "./files.ts";
import { ROOT } from "./root.ts";
import type { StartedWarehouse } from "./warehouses.ts";

/** Where everything of a running installation answers; it lies in the home, readable by its owner only. */
export interface RunningFile extends Running {
  url: string;
  /** Of the embedded database: for commands that make tables. What runs as the same user of the operating system can read it. */
  databaseOwnerUrl?: string | undefined;
  /** Absent in the file of an older Waybill. */
  chainId?: number;
  /** INDEX_FILE, when one was named. */
  indexFile?: string;
  /** Those that run beside the shop. */
  warehouses?: readonly StartedWarehouse[];
}

const pathIn = (home: string) => join(home, "running.json");

export function writeRunning(home: string, running: RunningFile): void {
  writeJson(pathIn(home), running);
}

export function removeRunning(home: string): void {
  rmSync(pathIn(home), { force: true });
}

/** What runs with the home that the environment names; undefined when nothing does. */
export function findRunning(env: NodeJS.ProcessEnv): RunningFile | undefined {
  try {
    return readJson(pathIn(resolve(ROOT, env.WAYBILL_HOME || ".waybill"))) as RunningFile | undefined;
  } catch {
    return undefined;
  }
}

/** The environment, completed by what the running installation uses: commands find it without being told. */
export function withRunning(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const running = findRunning(env);
  if (!running) return env;
  return {
    DATABASE_URL: running.databaseUrl,
    ...(running.databaseOwnerUrl === undefined || env.DATABASE_URL || env.DATABASE_URL_FILE
      ? {}
      : { DATABASE_OWNER_URL: running.databaseOwnerUrl }),
    RPC_URL: running.rpcUrl,
    DEPLOYMENT_FILE: running.deploymentFile,
    WAYBILL_URL: running.url,
    ...(running.chainId === undefined ? {} : { CHAIN_ID: String(running.chainId) }),
    ...(running.indexFile === undefined ? {} : { INDEX_FILE: running.indexFile }),
    ...env,
  };
}
