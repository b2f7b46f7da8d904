// npm run advisories: asks the registry for known weaknesses of our packages, and holds them to the time in which they are to be mended.
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { knownAdvisories, objectionsTo } from "./security/advisories.ts";
import { ROOT } from "./start/root.ts";
import { runCommand } from "./test/run-command.ts";

const TIMEOUT_MILLISECONDS = 120_000;
const PATH = "docs/security/advisories.yaml";

const known = knownAdvisories.parse(load(readFileSync(`${ROOT}/${PATH}`, "utf8")) ?? {});
const { output } = await runCommand(
  { command: "npm", args: ["audit", "--json", "--package-lock-only", "--omit", "dev"] },
  () => undefined,
  TIMEOUT_MILLISECONDS,
);
try {
  const objections = objectionsTo(JSON.parse(output), known, new Date());
  for (const objection of objections) console.log(objection);
  console.log(objections.length === 0 ? "Every known weakness is within its time." : `Days are noted in ${PATH}.`);
  process.exitCode = objections.length === 0 ? 0 : 1;
} catch {
  console.error(`The registry answered no report of known weaknesses, so nothing is known about them:\n${output.slice(0, 2_000)}`);
  process.exitCode = 2;
}
