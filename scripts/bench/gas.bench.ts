import { readFileSync } from "node:fs";
import { program } from "../test/programs.ts";
import { runCommand } from "../test/run-command.ts";
import { ROOT } from "../start/root.ts";
import { figure, type Figure } from "./figure.ts";

const TIMEOUT_MILLISECONDS = 300_000;
const SNAPSHOTS = `${ROOT}/test/contracts/snapshots`;

const MEASURING = ["gas", "carbon-gas", "code-size"];

interface Cost {
  value: number;
  unit?: string;
  goal?: number | null;
  limit?: number;
  /** The least that the same transaction could take. */
  floor?: number | null;
  /** After the scheduled repricing of state. */
  next?: number;
}

/**
 * What the contracts cost, in gas: the tests that measure it compare it with the committed figures, which are shown. A figure that is worse
 * than its committed one fails; a goal that the committed one misses stays in sight as missed.
 */
export async function measure(): Promise<Figure[]> {
  const { exitCode, output } = await runCommand(
    program("hardhat", "test", "mocha", ...MEASURING.map((name) => `test/contracts/${name}.test.ts`)),
    () => undefined,
    TIMEOUT_MILLISECONDS,
  );
  if (exitCode !== 0) throw new Error(`The contracts do not cost what the snapshots say:\n${output}`);
  return MEASURING.flatMap((name) => read(name, name === "code-size" ? "bytes" : "gas"));
}

function read(name: string, defaultUnit: string): Figure[] {
  const snapshot = JSON.parse(readFileSync(`${SNAPSHOTS}/${name}.json`, "utf8")) as Record<string, Cost>;
  return Object.entries(snapshot).map(([title, cost]) => costOf(title, cost, defaultUnit));
}

function costOf(title: string, { value, unit, limit, goal = limit, floor, next }: Cost, defaultUnit: string): Figure {
  const notes = [
    ...(floor != null && goal != null && goal < floor ? ["the goal is below the floor"] : []),
    ...(next === undefined ? [] : [`next fork ${next.toLocaleString("en")}`]),
  ];
  return figure({
    figure: title,
    value,
    unit: unit ?? defaultUnit,
    goal,
    // A limit is the chain's, and has to be kept.
    ...(limit === undefined && { isHeldElsewhere: true }),
    ...(floor != null && { reference: { value: floor, name: "floor" } }),
    ...(notes.length > 0 && { note: notes.join("; ") }),
  });
}
