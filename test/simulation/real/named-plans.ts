import type { Plan, PlannedStep, Step } from "./plan.ts";

const QUIET: Omit<Plan, "steps"> = {
  finalityBlocks: 8,
  capturers: 1,
  holders: 1,
  depositors: 1,
  hasRetirer: true,
  hasFurtherFeed: false,
  members: [
    { name: "api-1", roles: "api,worker" },
    { name: "indexer-1", roles: "indexer" },
    { name: "relayer-1", roles: "relayer" },
  ],
};

const after = (afterCalls: number, step: Step): PlannedStep => ({ step, afterCalls });

/** Two relayers for one key, the leader frozen, killed and woken while the other sends. */
const TWO_RELAYERS: Plan = {
  ...QUIET,
  capturers: 2,
  members: [...QUIET.members, { name: "relayer-2", roles: "relayer" }],
  steps: [
    after(5, { kind: "freeze", member: "relayer-1" }),
    after(5, { kind: "freeze", member: "relayer-2" }),
    after(5, { kind: "kill", member: "relayer-1" }),
    after(5, { kind: "freeze", member: "relayer-2" }),
    after(5, { kind: "kill", member: "relayer-2" }),
  ],
};

/** The disk of the database fills up under traffic, twice, and processes die and blocks are replaced while it is full. */
const FULL_DISK: Plan = {
  ...QUIET,
  capturers: 2,
  hasRetirer: false,
  hasFurtherFeed: true,
  steps: [
    after(10, { kind: "disk-full" }),
    after(10, { kind: "reorg", depth: 4, keptShare: 0.5 }),
    after(10, { kind: "disk-full" }),
    after(10, { kind: "kill", member: "relayer-1" }),
    after(5, { kind: "mine", blocks: 1 }),
  ],
};

/** An operator makes the read model again, both ways, while it is written and the chain is reorganised. */
const REBUILT: Plan = {
  ...QUIET,
  hasFurtherFeed: true,
  steps: [
    after(10, { kind: "command", args: ["resync", "--into", "fresh"] }),
    after(5, { kind: "reorg", depth: 5, keptShare: 0.5 }),
    after(5, { kind: "command", args: ["reproject"] }),
    after(5, { kind: "command", args: ["resync", "--feed", "beside", "--into", "fresh"] }),
    after(5, { kind: "reorg", depth: 3, keptShare: 0 }),
  ],
};

/** Runs that nobody has to draw: each shows one thing for certain. */
export const NAMED_PLANS: Readonly<Record<string, Plan>> = {
  "two-relayers": TWO_RELAYERS,
  "full-disk": FULL_DISK,
  "rebuilt-under-traffic": REBUILT,
};
