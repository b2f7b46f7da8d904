import { CONTRACTS, FRONTEND, buildFrontend, compileContracts } from "../start/builds.ts";
import { buildIfChanged, type Build } from "../start/stamp.ts";
import { stepLine } from "../start/steps.ts";
import type { ChildOptions } from "../services/child.ts";
import type { Counts } from "./counts.ts";
import { runCommand } from "./run-command.ts";

const TIMEOUT_MILLISECONDS = 300_000;

/** Builds what several suites share, before they run side by side. A build that fails is a failure of its own. */
export async function prepare(): Promise<Counts> {
  const builds = await Promise.all([
    build("Compiled the contracts", CONTRACTS, compileContracts("")),
    build("Built the web pages", FRONTEND, buildFrontend("")),
  ]);
  return { passed: 0, failed: builds.filter((isBuilt) => !isBuilt).length };
}

async function build(title: string, what: Build, { command, args, cwd }: ChildOptions): Promise<boolean> {
  const started = performance.now();
  try {
    await buildIfChanged(what, async () => {
      const { exitCode, output } = await runCommand({ command, args, cwd }, () => undefined, TIMEOUT_MILLISECONDS);
      if (exitCode !== 0) throw new Error(output);
    });
  } catch (error) {
    console.log(`  ✗ ${title}\n${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  console.log(stepLine(title, performance.now() - started));
  return true;
}
