import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ROOT } from "../start/root.ts";
import { stepLine } from "../start/steps.ts";
import { addCounts, readCounts, readFailures, type Counts } from "./counts.ts";
import { inLanes } from "./lanes.ts";
import { prepare } from "./prepare.ts";
import { endAllCommands, runCommand } from "./run-command.ts";
import { allSuites, isCalled, type Suite } from "./suites.ts";

/** What one suite came to: its sum, and what it says of the tests that failed. */
interface Outcome {
  name: string;
  sum: Counts;
  failures: string;
}

/** Ends a suite that hangs. The longest takes a quarter of an hour on two cores, others beside it. */
const TIMEOUT_MILLISECONDS = 25 * 60_000;
const NOTHING: Counts = { passed: 0, failed: 0 };

// Hundreds of processes load the same programs: what one has compiled, the next need not compile again.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, "node_modules", ".cache", "waybill", "compiled");
process.exitCode = await main(process.argv.slice(2));

/** Runs the named suites, or all; the last line is the sum. */
async function main(names: string[]): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      endAllCommands();
      process.exit(1);
    });
  const suites = allSuites();
  const unknown = names.find((name) => !suites.some((suite) => isCalled(suite, name)));
  if (unknown !== undefined) {
    console.error(`There is no suite "${unknown}": choose among ${suites.map(({ name }) => name).join(", ")}; backend is all of backend.`);
    return 1;
  }
  const chosen = names.length === 0 ? suites : suites.filter((suite) => names.some((name) => isCalled(suite, name)));
  const building = chosen.every(({ isOfSources }) => isOfSources) ? Promise.resolve(NOTHING) : prepare();
  // At most three: one more than two processors, for suites wait as well as compute: for a block, a page or a deadline.
  const lanes = Math.min(2, availableParallelism()) + 1;
  const outcomes = await inLanes(
    chosen,
    lanes,
    async (suite) => {
      if (!suite.isOfSources) await building;
      return runSuite(suite, chosen.length > 1);
    },
    (suite) => suite.lanes ?? 1,
  );
  const { passed, failed } = addCounts([await building, ...outcomes.map(({ sum }) => sum)]);
  // Once more at the end, where whoever sees only the last lines of a long log looks.
  for (const { name, failures } of outcomes) if (failures !== "") console.log(`\n${name}, what failed:\n${failures}`);
  console.log("");
  for (const { name, sum } of outcomes) console.log(`  ${name.padEnd(20)} ${sum.passed} passed, ${sum.failed} failed`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function runSuite({ name, line, obstacle }: Suite, isLabelled: boolean): Promise<Outcome> {
  const print = (text: string) => console.log(isLabelled ? `${name.padEnd(20)} | ${text}` : text);
  if (obstacle !== undefined) {
    print(obstacle);
    return { name, sum: { passed: 0, failed: 1 }, failures: obstacle };
  }
  const started = performance.now();
  const { output, exitCode, isTimedOut } = await runCommand(line, print, TIMEOUT_MILLISECONDS);
  if (isTimedOut) print(`The suite was ended after ${TIMEOUT_MILLISECONDS / 60_000} minutes.`);
  const sum = readCounts(output, exitCode);
  console.log(
    stepLine(`${name}: ${sum.passed} passed, ${sum.failed} failed`, performance.now() - started).replace("✓", sum.failed > 0 ? "✗" : "✓"),
  );
  return { name, sum, failures: sum.failed > 0 ? readFailures(output) : "" };
}
