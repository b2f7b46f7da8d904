import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/start/root.ts";
import type { Plan, PlannedStep, Step } from "./plan.ts";

/** Parts whose processes die at their points in `backend/test/orders/killed-sagas.test.ts`, `backend/test/warehouses` and `backend/test/warehouse`: nobody orders in these runs. */
const ELSEWHERE = ["orders", "warehouses", "warehouse"];

/** Every point that the product's code names, but for those of orders: a new one is in here at once. */
export function namedPoints(): string[] {
  const sources = globSync("backend/src/**/*.ts", { cwd: ROOT }).map((path) => readFileSync(join(ROOT, path), "utf8"));
  const names = sources.flatMap((source) => [...source.matchAll(/\bfault\("([^"]+)"\)/g)].map(([, name = ""]) => name));
  return [...new Set(names)].filter((name) => !ELSEWHERE.includes(name.split(".")[0] ?? "")).sort();
}

const MEMBERS = [
  { name: "api-1", roles: "api,worker" },
  { name: "indexer-1", roles: "indexer" },
  { name: "relayer-1", roles: "relayer" },
];

/** Who passes a point, by the first part of its name. */
const PASSED_BY: Readonly<Record<string, string>> = {
  capture: "api-1",
  outbox: "api-1",
  indexer: "indexer-1",
  relayer: "relayer-1",
  batcher: "relayer-1",
};

/** Points that a command of the operator passes. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "resync.before_swap": ["resync", "--into", "fresh"],
  "reproject.before_swap": ["reproject"],
};

/** What has to go wrong until a point is passed that a healthy node never leads to. */
const PROVOKED_BY: Readonly<Record<string, readonly Step[]>> = {
  "relayer.after_bump": [{ kind: "node", switches: { areSendingsStuck: true }, isLasting: true }],
  // What is missing from young blocks is asked for again at once; from a long range, it is found by counting.
  "indexer.mid_heal": [
    { kind: "freeze", member: "indexer-1", isLasting: true },
    { kind: "mine", blocks: 40 },
    { kind: "mine", blocks: 40 },
    { kind: "node", switches: { withheldLogs: 1 }, isLasting: true },
    { kind: "wake", member: "indexer-1" },
  ],
};

/**
 * A run in which a process dies at a named point, and traffic and a reorg before and after.
 *
 * @throws {Error} for a point of which nobody has said who passes it.
 */
export function crashPlan(point: string): Plan {
  return {
    finalityBlocks: 8,
    capturers: 1,
    depositors: 1,
    holders: 1,
    hasFurtherFeed: false,
    members: MEMBERS,
    steps: crashSteps(point),
    environment: { RELAYER_BUMP_SECONDS: "1" },
  };
}

function crashSteps(point: string): PlannedStep[] {
  // What undoes and what is sent again is passed only after a reorg.
  const reorg: PlannedStep = { step: { kind: "reorg", depth: 3, keptShare: 0.5 }, afterCalls: 5 };
  const args = COMMANDS[point];
  if (args) return [{ step: { kind: "command", args, faultAt: point }, afterCalls: 5 }, reorg];
  const member = PASSED_BY[point.split(".")[0] ?? ""];
  if (member === undefined) throw new Error(`nobody has said which process passes ${point}`);
  const provocation = PROVOKED_BY[point]?.map((step) => ({ step, afterCalls: 4 }));
  return [
    { step: { kind: "crash", member, point }, afterCalls: 3 },
    ...(provocation ?? [reorg]),
    { step: { kind: "await-crash", member }, afterCalls: 1 },
    { step: { kind: "heal-node" }, afterCalls: 0 },
    { step: { kind: "mine", blocks: 1 }, afterCalls: 5 },
  ];
}
