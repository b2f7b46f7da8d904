import { readFileSync } from "node:fs";
import { program } from "../test/programs.ts";
import { runCommand } from "../test/run-command.ts";
import { ROOT } from "../start/root.ts";
import { figure, type Figure } from "./figure.ts";

const TIMEOUT_MILLISECONDS = 300_000;
const SNAPSHOTS = `${ROOT}/test/contracts/snapshots`;

const MEASURING = ["gas", "carbon-gas", "code-size"];

type Snapshot = Record<string, { value: number; unit?: string; goal?: number | null; limit?: number }>;

/** What the contracts cost, in gas: the tests that measure it compare it with the committed figures, which are shown. */
export async function measure(): Promise<Figure[]> {
  const { exitCode, output } = await runCommand(
    program("hardhat", "test", "mocha", ...MEASURING.map((name) => `test/contracts/${name}.test.ts`)),
    () => undefined,
    TIMEOUT_MILLISECONDS,
  );
  if (exitCode !== 0) throw new Error(`The contracts do not cost what the snapshots say:\n${output}`);
  return [...read("gas", "gas"), ...read("carbon-gas", "gas"), ...read("code-size", "bytes")];
}

function read(name: string, defaultUnit: string): Figure[] {
  const snapshot = JSON.parse(readFileSync(`${SNAPSHOTS}/${name}.json`, "utf8")) as Snapshot;
  return Object.entries(snapshot).map(([title, { value, unit = defaultUnit, limit, goal = limit }]) =>
    figure({ figure: title, value, unit, goal }),
  );
}
