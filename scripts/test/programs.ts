import { join } from "node:path";
import { ROOT } from "../start/root.ts";
import type { CommandLine } from "./run-command.ts";

const PROGRAMS = {
  mocha: "mocha/bin/mocha.js",
  hardhat: "hardhat/dist/src/cli.js",
  // The compiler as a native program, for types alone: a quarter of the work. The linter needs the one that is a library.
  tsc: "typescript-7/bin/tsc",
  eslint: "eslint/bin/eslint.js",
  prettier: "prettier/bin/prettier.cjs",
  depcruise: "dependency-cruiser/bin/dependency-cruiser.mjs",
  solhint: "solhint/solhint.js",
} as const;

/** A tool from our packages, on the Node that runs this. */
export function program(name: keyof typeof PROGRAMS, ...args: string[]): CommandLine {
  return { command: process.execPath, args: [join(ROOT, "node_modules", PROGRAMS[name]), ...args] };
}

/** A TypeScript program of ours. */
export function script(path: string, ...args: string[]): CommandLine {
  return { command: process.execPath, args: [join(ROOT, path), ...args] };
}
