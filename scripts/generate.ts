// npm run generate: writes every generated file anew; `npm run check:generated` says whether that is needed.
import { generators } from "./test/checks.ts";
import { script } from "./test/programs.ts";
import { runCommand } from "./test/run-command.ts";

const TIMEOUT_MILLISECONDS = 300_000;

for (const path of generators()) {
  console.log(path);
  const { exitCode } = await runCommand(script(path), (line) => console.log(`  ${line}`), TIMEOUT_MILLISECONDS);
  if (exitCode !== 0) process.exitCode = 1;
}
