import { globSync } from "node:fs";
import { CHROMIUM_MISSING, findChromium } from "../../test/support/chromium.ts";
import { ROOT } from "../start/root.ts";
import { program, script } from "./programs.ts";
import type { CommandLine } from "./run-command.ts";

export interface Suite {
  name: string;
  line: CommandLine;
  /** How many places it takes among those that run side by side: what it waits for needs a processor of its own. One, unless said. */
  lanes?: number;
  /** It reads sources alone, and need not wait for what others share to be built. */
  isOfSources?: true;
  /** Why it cannot run here, in one sentence. */
  obstacle?: string;
}

/** Folders of backend/test that take so long that each is a suite of its own. */
const LONG = ["chain", "traceability", "orders"];

/** Whether a name on the command line means a suite: its own, or that of the part that it belongs to. */
export function isCalled({ name }: Suite, called: string): boolean {
  return name === called || name.startsWith(`${called}:`);
}

/**
 * All suites, in the order in which they begin: first one that runs beside the builds, then what takes two places, which later would have to wait for both,
 * then the longest, so that none is left over at the end.
 */
export function allSuites(env: NodeJS.ProcessEnv = process.env): Suite[] {
  const browser = findChromium(env) === undefined ? { obstacle: CHROMIUM_MISSING } : {};
  const suites: Suite[] = [
    { ...mocha("protocol", "protocol/test/**/*.test.ts"), isOfSources: true },
    { ...mocha("simulation:chain", "--ignore=test/simulation/orders/**", "test/simulation/**/*.test.ts"), lanes: 2 },
    { ...mocha("frontend", "frontend/test/**/*.test.ts"), ...browser },
    mocha(
      "backend:rest",
      ...LONG.map((folder) => `--ignore=backend/test/${folder}/**`),
      "backend/test/**/*.test.ts",
      "backend/src/**/*.test.ts",
    ),
    ...LONG.map((folder) => mocha(`backend:${folder}`, `backend/test/${folder}/**/*.test.ts`)),
    { ...mocha("e2e", "test/e2e/**/*.test.ts"), ...browser },
    { name: "checks", line: script("scripts/test/run-checks.ts") },
    mocha("integration", "test/integration/**/*.test.ts"),
    // Mostly waits: for processes to start, and for orders to come to rest.
    mocha("simulation:orders", "test/simulation/orders/**/*.test.ts"),
    mocha("alerts", "test/alerts/**/*.test.ts"),
    { name: "contracts", line: program("hardhat", "test") },
    { ...mocha("scripts", "scripts/**/*.test.ts", "test/scripts/**/*.test.ts"), isOfSources: true },
  ];
  return suites.filter(({ name, line }) => name === "checks" || name === "contracts" || hasTests(line));
}

function mocha(name: string, ...patterns: string[]): Suite {
  return { name, line: program("mocha", ...patterns) };
}

/** A folder without tests yet is no suite; one with tests that run none fails, by mocha's own failZero. */
function hasTests({ args }: CommandLine): boolean {
  return globSync(args.slice(1), { cwd: ROOT }).length > 0;
}
