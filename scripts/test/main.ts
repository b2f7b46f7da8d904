import { availableParallelism } from "node:os";
import { stepLine } from "../start/steps.ts";
import { addCounts, readCounts, type Counts } from "./counts.ts";
import { inLanes } from "./lanes.ts";
import { prepare } from "./prepare.ts";
import { endAllCommands, runCommand } from "./run-command.ts";
import { allSuites, type Suite } from "./suites.ts";

/** Ends a suite that hangs. The longest takes nine minutes on two cores, another one beside it. */
const TIMEOUT_MILLISECONDS = 15 * 60_000;
const NOTHING: Counts = { passed: 0, failed: 0 };

process.exitCode = await main(process.argv.slice(2));

/** Runs the named suites, or all; the last line is the sum. */
async function main(names: string[]): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      endAllCommands();
      process.exit(1);
    });
  const suites = allSuites();
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(`There is no suite "${unknown}": choose among ${suites.map(({ name }) => name).join(", ")}.`);
    return 1;
  }
  const chosen = names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
  const built = names.every((name) => ["protocol", "scripts"].includes(name)) && names.length > 0 ? NOTHING : await prepare();
  const lanes = Math.min(2, availableParallelism());
  const counts = await inLanes(
    chosen,
    lanes,
    (suite) => runSuite(suite, chosen.length > 1),
    ({ isAlone }) => isAlone === true,
  );
  const { passed, failed } = addCounts([built, ...counts.map(({ sum }) => sum)]);
  console.log("");
  for (const { name, sum } of counts) console.log(`  ${name.padEnd(12)} ${sum.passed} passed, ${sum.failed} failed`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function runSuite({ name, line, obstacle }: Suite, isLabelled: boolean): Promise<{ name: string; sum: Counts }> {
  const print = (text: string) => console.log(isLabelled ? `${name.padEnd(11)} | ${text}` : text);
  if (obstacle !== undefined) {
    print(obstacle);
    return { name, sum: { passed: 0, failed: 1 } };
  }
  const started = performance.now();
  const { output, exitCode, isTimedOut } = await runCommand(line, print, TIMEOUT_MILLISECONDS);
  if (isTimedOut) print(`The suite was ended after ${TIMEOUT_MILLISECONDS / 60_000} minutes.`);
  const sum = readCounts(output, exitCode);
  console.log(
    stepLine(`${name}: ${sum.passed} passed, ${sum.failed} failed`, performance.now() - started).replace("✓", sum.failed > 0 ? "✗" : "✓"),
  );
  return { name, sum };
}
