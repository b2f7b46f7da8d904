import { spawnSync } from "node:child_process";

/** Answers one query in SMT-LIB 2. */
export type Solver = (query: string) => string;

/** Of work, not of time: on a busy machine the answer is the same, only later. */
const LIMIT = "rlimit=1000000000";
/** As solc itself would call it. */
const OPTIONS = ["rewriter.pull_cheap_ite=true", "fp.spacer.q3.use_qgen=true", "fp.spacer.mbqi=false", "fp.spacer.ground_pobs=false"];

/** z3 of the system; undefined where there is none. */
export function findSolver(): Solver | undefined {
  if (spawnSync("z3", ["--version"]).status !== 0) return undefined;
  return (query) => spawnSync("z3", ["-smt2", LIMIT, ...OPTIONS, "-in"], { encoding: "utf8", input: query }).stdout;
}
