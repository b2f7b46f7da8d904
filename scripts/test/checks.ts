import { globSync } from "node:fs";
import { ROOT } from "../start/root.ts";
import { program, script } from "./programs.ts";
import type { CommandLine } from "./run-command.ts";

/** A rule that a tool checks for the whole repository; each counts as one test. */
export interface Check {
  title: string;
  group: "lint" | "types" | "generated" | "proofs";
  line: CommandLine;
}

/** Programs that write files of the repository; with --check they only compare. */
const GENERATORS = [
  "scripts/export-abis.ts",
  "{protocol,backend,frontend}/scripts/generate-*.ts",
  "scripts/generate-*.ts",
  "scripts/complete-lockfile.mjs",
];

const LINT: Check[] = [
  { group: "lint", title: "all files are formatted", line: program("prettier", "--check", "--log-level", "warn", ".") },
  { group: "lint", title: "the code follows the conventions", line: program("eslint", "--max-warnings", "0", ".") },
  {
    group: "lint",
    title: "parts import only what they may",
    line: program("depcruise", "--config", ".dependency-cruiser.cjs", "protocol/src", "backend/src", "frontend/src", "scripts"),
  },
  {
    group: "lint",
    title: "the contracts follow the conventions",
    line: program("solhint", "--disc", "--max-warnings", "0", "contracts/**/*.sol"),
  },
];

const TYPES: Check[] = [
  { group: "types", title: "types fit in protocol, backend and scripts", line: types("tsconfig.json") },
  // On its own: the contracts' generated types use syntax that only a compiler can remove.
  {
    group: "types",
    title: "types fit in the tests of the contracts",
    line: types("test/contracts/tsconfig.json"),
  },
  { group: "types", title: "types fit in the frontend", line: types("frontend/tsconfig.json") },
  { group: "types", title: "types fit in the frontend's tests", line: types("frontend/test/tsconfig.json") },
];

const PROOF: Check = {
  group: "proofs",
  title: "the laws of a batch of grams are proved, where z3 is installed",
  line: script("scripts/prove.ts"),
};

/** In one thread: several find out much of the same, each for itself, while other checks wait for the processors. */
function types(project: string): CommandLine {
  return program("tsc", "-p", project, "--noEmit", "--singleThreaded");
}

/** Paths of all programs that write files of the repository. */
export function generators(): string[] {
  return globSync(GENERATORS, { cwd: ROOT }).sort();
}

export function allChecks(): Check[] {
  const generated = generators().map((path): Check => ({
    group: "generated",
    title: `what ${path} writes is up to date`,
    line: script(path, "--check"),
  }));
  return [...LINT, ...TYPES, ...generated, PROOF];
}
