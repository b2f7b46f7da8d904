import { CRASH_POINTS, type Plan, type PlannedStep } from "../real/plan.ts";
import { runPlan } from "../real/run.ts";
import type { RunResult } from "../result.ts";
import type { Worker } from "../real/worker.ts";
import type { Figure } from "./figure.ts";

const QUIET: Omit<Plan, "members" | "steps"> = { finalityBlocks: 8, capturers: 1, holders: 1 };
const ONE_OF_EACH = [
  { name: "api-1", roles: "api" },
  { name: "indexer-1", roles: "indexer" },
  { name: "relayer-1", roles: "relayer" },
];

/** One run for each named point: the process dies there, and again nothing is lost and nothing happens twice. */
export async function measureCrashPoints(worker: Worker): Promise<Figure> {
  const points = Object.entries(CRASH_POINTS).flatMap(([role, named]) => named.map((point) => ({ member: `${role}-1`, point })));
  const failed: string[] = [];
  for (const { member, point } of points) {
    const steps: PlannedStep[] = [
      { step: { kind: "crash", member, point }, afterCalls: 3 },
      // What undoes and what is sent again passes its points only after a reorg.
      { step: { kind: "reorg", depth: 3, keptShare: 0.5 }, afterCalls: 8 },
      { step: { kind: "mine", blocks: 1 }, afterCalls: 8 },
    ];
    const { findings, facts } = await runPlan(`crash:${point}`, { ...QUIET, members: ONE_OF_EACH, steps }, worker);
    // Once for arming it, once at the point.
    if (Number(facts["deaths"]) < 2) findings.push(`${point} was never passed`);
    if (findings.length > 0) failed.push(`${point}: ${findings[0]}`);
  }
  return {
    figure: "kill -9 at every crash point",
    value: `${points.length - failed.length} of ${points.length} kept every rule${failed.map((one) => `; ${one}`).join("")}`,
    goal: "all",
    ok: failed.length === 0,
  };
}

/** Two relayers for one key, the leader frozen, killed and woken while the other sends. */
export async function measureTwoRelayers(worker: Worker): Promise<Figure> {
  const freeze = (member: string): PlannedStep => ({ step: { kind: "freeze", member }, afterCalls: 5 });
  const kill = (member: string): PlannedStep => ({ step: { kind: "kill", member }, afterCalls: 5 });
  const members = [...ONE_OF_EACH, { name: "relayer-2", roles: "relayer" }];
  const steps = [freeze("relayer-1"), freeze("relayer-2"), kill("relayer-1"), freeze("relayer-2"), kill("relayer-2")];
  const result = await runPlan("two-relayers", { ...QUIET, capturers: 2, members, steps }, worker);
  return figureOf("two relayers, frozen and killed in turns", result);
}

function figureOf(figure: string, { findings, facts }: RunResult): Figure {
  const value = findings.length === 0 ? `every rule kept over ${String(facts["calls"])} calls` : findings.join("; ");
  return { figure, value, goal: "every batch and handover once", ok: findings.length === 0 };
}
