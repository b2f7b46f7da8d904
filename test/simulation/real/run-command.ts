import { join } from "node:path";
import { lastWords, startChild } from "../../../scripts/services/child.ts";
import { ROOT } from "../../../scripts/start/root.ts";
import { runDirectory, track } from "../../support/resources.ts";
import type { Finding } from "../checker/findings.ts";

/** A command may say that something moved under it, and to repeat it. */
const ATTEMPTS = 3;
let commands = 0;

/** Gives a command of the product as an operator would; killed at a point first when one is named. */
export async function runCommand(
  { args, faultAt }: { args: readonly string[]; faultAt?: string },
  environment: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  const name = args.join(" ");
  const logFile = join(runDirectory(), `sim-command-${process.pid}-${++commands}.log`);
  const give = async (point: string) => {
    const env = { ...environment, FAULT_AT: point };
    const command = { command: process.execPath, args: [join(ROOT, "scripts/cli/main.ts"), ...args], cwd: ROOT };
    const child = await startChild({ name, ...command, env, logFile });
    track(child);
    return child.exited;
  };
  if (faultAt !== undefined && (await give(`${faultAt}:kill`)).signal !== "SIGKILL") return [`${name} did not pass ${faultAt}`];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) if ((await give("")).code === 0) return [];
  return [`${name} failed: ${lastWords(logFile)}`];
}
