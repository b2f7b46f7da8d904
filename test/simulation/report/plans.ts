import { crashPlan, namedPoints } from "../real/crash-points.ts";
import { NAMED_PLANS } from "../real/named-plans.ts";
import { runPlans, type NamedPlan } from "../real/run-seeds.ts";
import type { RunResult } from "../result.ts";
import type { Figure } from "./figure.ts";

export interface RunOptions {
  workers: number;
  folder: string | undefined;
}

/** One run for each point that the code names: a process dies there, and again nothing is lost and nothing happens twice. */
export function measureCrashPoints(options: RunOptions): Promise<Figure[]> {
  const plans = namedPoints().map((point) => ({ name: `crash:${point}`, plan: crashPlan(point) }));
  return measure(plans, options, (name) => `kill -9 at ${name.replace("crash:", "")}`);
}

/** The runs that nobody has to draw. */
export function measureNamedPlans(options: RunOptions): Promise<Figure[]> {
  const plans = Object.entries(NAMED_PLANS).map(([name, plan]) => ({ name, plan }));
  return measure(plans, options, (name) => name.replaceAll("-", " "));
}

async function measure(plans: readonly NamedPlan[], options: RunOptions, titleOf: (name: string) => string): Promise<Figure[]> {
  const figures = new Map<string, Figure>();
  await runPlans(plans, { ...options, onResult: (result) => figures.set(result.seed, figureOf(titleOf(result.seed), result)) });
  return plans.flatMap(({ name }) => figures.get(name) ?? []);
}

function figureOf(figure: string, { findings, facts, convergeMilliseconds }: RunResult): Figure {
  const kept = `every rule kept over ${String(facts["calls"])} calls, at rest after ${Math.round(convergeMilliseconds)} ms`;
  const leftOut = facts["leftOut"] === undefined ? "" : `; left out: ${String(facts["leftOut"])}`;
  const value = (findings.length === 0 ? kept : findings.join("; ")) + leftOut;
  return { figure, value, goal: "nothing lost, nothing twice", ok: findings.length === 0 };
}
