import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runDirectory } from "../../../test/support/resources.ts";
import { passedOn } from "../../../test/support/waybill.ts";
import { environmentOf, type ChainWorld } from "./chain-world.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** A process that is killed leaves nothing in the compile cache, so on a busy machine its start takes long each time. */
const DEADLINE_MILLISECONDS = 60_000;

/** A real backend process of a test. */
export interface BackendProcess {
  exited: Promise<NodeJS.Signals | null>;
  hasExited(): boolean;
  /** Ends it as a power cut would. */
  kill(): void;
  /** Stops it as a debugger or a starved machine would, and lets it go on. */
  pause(): void;
  resume(): void;
}

export async function startBackendProcess(world: ChainWorld, databaseUrl: string, env: Record<string, string>): Promise<BackendProcess> {
  const deploymentFile = join(runDirectory(), "deployment.json");
  writeFileSync(deploymentFile, JSON.stringify(world.deployment));
  const child = spawn(process.execPath, [MAIN], {
    env: { ...passedOn(), ...environmentOf(world, databaseUrl, { DEPLOYMENT_FILE: deploymentFile, ...env }) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  let hasExited = false;
  const end = (): void => void child.kill("SIGKILL");
  // Not to outlive the tests, whatever happens to them.
  process.once("exit", end);
  const exited = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_code, signal) => {
      hasExited = true;
      process.off("exit", end);
      resolve(signal);
    });
  });
  return {
    exited,
    hasExited: () => hasExited,
    kill: end,
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
  };
}

/**
 * Runs a real backend process until it dies at a named point (FAULT_AT), and answers the signal that ended it. A process that
 * does not get there in time is ended and answers null, which fails the test.
 */
export async function runUntilKilled(world: ChainWorld, databaseUrl: string, env: Record<string, string>): Promise<string | null> {
  const backend = await startBackendProcess(world, databaseUrl, env);
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    backend.kill();
  }, DEADLINE_MILLISECONDS);
  const signal = await backend.exited;
  clearTimeout(late);
  return isLate ? null : signal;
}
