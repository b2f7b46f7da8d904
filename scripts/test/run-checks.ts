import { availableParallelism } from "node:os";
import { allChecks } from "./checks.ts";
import { inLanes } from "./lanes.ts";
import { runCommand } from "./run-command.ts";

/** Long enough for the slowest tool on a busy machine; a tool that hangs must not hang the build. */
const TIMEOUT_MILLISECONDS = 600_000;

// run-checks.ts [lint|types|generated|proofs]: reports like mocha does, so that the sum at the end counts each check as a test.
const [group] = process.argv.slice(2);
const checks = allChecks().filter((check) => group === undefined || check.group === group);
let failed = 0;
await inLanes(checks, Math.min(2, availableParallelism()), async ({ title, line }) => {
  const { output, exitCode } = await runCommand(line, () => undefined, TIMEOUT_MILLISECONDS);
  console.log(`  ${exitCode === 0 ? "✔" : "✗"} ${title}`);
  if (exitCode === 0) return;
  failed++;
  console.log(output.replace(/^/gm, "      "));
});
console.log(`\n  ${checks.length - failed} passing`);
if (failed > 0) console.log(`  ${failed} failing`);
process.exitCode = failed > 0 ? 1 : 0;
