import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runDirectory } from "../../../test/support/resources.ts";
import { environmentOf, type ChainWorld } from "./chain-world.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const DEADLINE_MILLISECONDS = 25_000;

/**
 * Runs a real backend process until it dies at a named point (FAULT_AT), and answers the signal that ended it. A process that
 * does not get there in time is ended and answers null, which fails the test.
 */
export async function runUntilKilled(world: ChainWorld, databaseUrl: string, env: Record<string, string>): Promise<string | null> {
  const deploymentFile = join(runDirectory(), "deployment.json");
  writeFileSync(deploymentFile, JSON.stringify(world.deployment));
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env["PATH"] ?? "", ...environmentOf(world, databaseUrl, { DEPLOYMENT_FILE: deploymentFile, ...env }) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => {
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, DEADLINE_MILLISECONDS);
    child.once("exit", (_code, signal) => {
      clearTimeout(late);
      resolve(isLate ? null : signal);
    });
  });
}
