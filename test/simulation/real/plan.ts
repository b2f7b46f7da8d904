import { createRandom, type Random } from "../random.ts";
import type { Switches } from "../rpc/switches.ts";
import type { Member } from "./cluster.ts";

/** One thing that goes wrong. What has a beginning and an end lasts until the next step begins. */
export type Step =
  | { kind: "reorg"; depth: number; keptShare: number }
  | { kind: "mine"; blocks: number }
  /** `isLasting`: until the node is healed, whatever else happens. */
  | { kind: "node"; switches: Partial<Switches>; isLasting?: true }
  | { kind: "heal-node" }
  | { kind: "cut-node" }
  | { kind: "empty-node" }
  | { kind: "kill"; member: string }
  /** Until the next step, or until it is woken. */
  | { kind: "freeze"; member: string; isLasting?: true }
  | { kind: "wake"; member: string }
  | { kind: "crash"; member: string; point: string }
  /** Until the process that was told to has ended itself. */
  | { kind: "await-crash"; member: string }
  /** A command of the operator, beside the traffic; `faultAt`: killed at a named point, and given again. */
  | { kind: "command"; args: readonly string[]; faultAt?: string }
  /** The disk of the database is full until the next step. */
  | { kind: "disk-full" }
  | { kind: "postgres"; signal: "SIGQUIT" | "SIGKILL" }
  | { kind: "line"; how: "cut" | "reset" | "freeze" | "slow" };

export interface PlannedStep {
  step: Step;
  /** Calls that the clients finish before this step begins. */
  afterCalls: number;
}

/** All that is drawn from a seed for a run of real processes. */
export interface Plan {
  finalityBlocks: number;
  members: Member[];
  capturers: number;
  holders: number;
  /** Clients that hand in documents, for jobs to work off. */
  depositors?: number;
  /** Somebody retires grams. */
  hasRetirer?: boolean;
  /** A further feed is followed beside the product's own. */
  hasFurtherFeed: boolean;
  steps: PlannedStep[];
  /** More that the processes are told. */
  environment?: Readonly<Record<string, string>>;
}

const FINALITY_BLOCKS = [2, 8, 32, 64] as const;
const STEPS = 8;

/** Points at which a drawn step lets a process die, by the role that passes them; `crash-points.ts` has all there are. */
const DRAWN_POINTS: Readonly<Record<string, readonly string[]>> = {
  api: ["outbox.before_commit"],
  indexer: ["indexer.after_fetch", "indexer.after_undo", "indexer.mid_apply", "indexer.before_commit"],
  relayer: [
    "relayer.after_estimate",
    "relayer.before_commit",
    "relayer.after_sign",
    "relayer.after_send",
    "relayer.after_mined",
    "batcher.before_commit",
  ],
};

/** The same seed draws the same plan, on every machine. */
export function drawPlan(seed: number): Plan {
  const random = createRandom(`real/${seed}`);
  const finalityBlocks = random.pick(FINALITY_BLOCKS);
  const members = drawMembers(random.fork("members"));
  const steps = random.fork("steps");
  return {
    finalityBlocks,
    members,
    capturers: random.integer(1, 3),
    holders: random.integer(1, 2),
    hasFurtherFeed: random.fork("further feed").chance(0.5),
    hasRetirer: random.fork("retirer").chance(0.25),
    steps: [
      ...Array.from({ length: STEPS }, () => ({ step: drawStep(steps, members, finalityBlocks), afterCalls: steps.integer(2, 10) })),
      ...drawLast(random.fork("last")),
    ],
  };
}

function drawMembers(random: Random): Member[] {
  const twice = (role: string, isDouble: boolean): Member[] =>
    isDouble
      ? [
          { name: `${role}-1`, roles: role },
          { name: `${role}-2`, roles: role },
        ]
      : [{ name: `${role}-1`, roles: role }];
  return [
    { name: "api-1", roles: random.chance(0.5) ? "api,worker" : "api" },
    ...twice("indexer", random.chance(0.6)),
    ...twice("relayer", random.chance(0.6)),
  ];
}

function drawStep(random: Random, members: readonly Member[], finalityBlocks: number): Step {
  const member = random.pick(members).name;
  switch (random.integer(0, 15)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return { kind: "reorg", depth: random.integer(1, finalityBlocks), keptShare: random.pick([0, 0.5, 1]) };
    case 4:
      return { kind: "mine", blocks: random.integer(1, 80) };
    case 5:
    case 6:
    case 7:
    case 8:
      return { kind: "node", switches: drawSwitches(random) };
    case 9:
      return { kind: "cut-node" };
    case 10:
      return { kind: "empty-node" };
    case 11:
      return { kind: "kill", member };
    case 12:
      return { kind: "freeze", member };
    case 13: {
      const role = member.split("-")[0] ?? "";
      return { kind: "crash", member, point: random.pick(DRAWN_POINTS[role] ?? []) };
    }
    case 14:
      return { kind: "postgres", signal: random.pick(["SIGQUIT", "SIGKILL"] as const) };
    default:
      return { kind: "line", how: random.pick(["cut", "reset", "freeze", "slow"] as const) };
  }
}

/** From a stream of its own, so that the steps before it stay what a seed has always drawn. */
function drawLast(random: Random): PlannedStep[] {
  const steps: readonly (Step | null)[] = [
    null,
    { kind: "disk-full" },
    { kind: "command", args: ["resync", "--into", "fresh"] },
    { kind: "command", args: ["reproject"] },
  ];
  const step = random.pick(steps);
  return step === null ? [] : [{ step, afterCalls: random.integer(2, 10) }];
}

/** A few faults at once, each at a strength of its own. */
export function drawSwitches(random: Random): Partial<Switches> {
  const families: readonly (() => Partial<Switches>)[] = [
    () => ({ latencyMilliseconds: random.integer(5, 60) }),
    () => ({ errors: random.integer(1, 30) / 100 }),
    () => ({ tooManyRequests: random.integer(1, 20) / 100 }),
    () => ({ logRange: random.integer(2, 100), logResults: random.integer(5, 50) }),
    () => ({ lagBlocks: random.integer(1, 10), lagShare: random.pick([1, 0.5]) }),
    () => ({ chainId: 1337 }),
    () => ({ duplicatedLogs: 0.3, unorderedLogs: 0.3 }),
    () => ({ removedLogs: 0.3 }),
    () => ({ acceptedButError: 0.4 }),
    () => ({ areSendingsStuck: true }),
    () => ({ withheldLogs: 0.3 }),
    () => ({ emptyTip: 0.3 }),
  ];
  return Object.assign(
    {},
    ...random
      .shuffled(families)
      .slice(0, random.integer(1, 3))
      .map((draw) => draw()),
  );
}

/** The plan for people. */
export function planLines({ finalityBlocks, members, capturers, holders, hasRetirer = false, hasFurtherFeed, steps }: Plan): string[] {
  const clients = `${capturers} capturing, ${holders} handing over${hasRetirer ? ", one retiring" : ""}`;
  return [
    `processes ${members.map(({ name, roles }) => `${name} (${roles})`).join(", ")}`,
    `final after ${finalityBlocks} blocks; ${clients}${hasFurtherFeed ? "; a further feed" : ""}`,
    ...steps.map(({ step: { kind, ...facts }, afterCalls }) => `+${afterCalls} calls: ${kind} ${JSON.stringify(facts)}`),
  ];
}
