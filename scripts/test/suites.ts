import { globSync } from "node:fs";
import { CHROMIUM_MISSING, findChromium } from "../../test/support/chromium.ts";
import { ROOT } from "../start/root.ts";
import { program, script } from "./programs.ts";
import type { CommandLine } from "./run-command.ts";

export interface Suite {
  name: string;
  line: CommandLine;
  /** Runs with nothing beside it: what it measures or waits for needs the machine. */
  isAlone?: boolean;
  /** Why it cannot run here, in one sentence. */
  obstacle?: string;
}

/** All suites, in the order in which they begin. */
export function allSuites(env: NodeJS.ProcessEnv = process.env): Suite[] {
  const browser = findChromium(env) === undefined ? { obstacle: CHROMIUM_MISSING } : {};
  const suites: Suite[] = [
    // First, because it takes as long as all others that run beside it.
    mocha("backend", "backend/test/**/*.test.ts", "backend/src/**/*.test.ts"),
    { name: "checks", line: script("scripts/test/run-checks.ts") },
    { name: "contracts", line: program("hardhat", "test") },
    mocha("protocol", "protocol/test/**/*.test.ts"),
    mocha("scripts", "test/scripts/**/*.test.ts"),
    mocha("alerts", "test/alerts/**/*.test.ts"),
    { ...mocha("frontend", "frontend/test/**/*.test.ts"), ...browser },
    { ...mocha("simulation", "test/simulation/**/*.test.ts"), isAlone: true },
    { ...mocha("integration", "test/integration/**/*.test.ts"), isAlone: true },
    { ...mocha("e2e", "test/e2e/**/*.test.ts"), ...browser, isAlone: true },
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
