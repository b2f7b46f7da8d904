import type { CustodyStep } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import type { CustodyLog } from "../chain-reader.ts";
import type { Run } from "../run.ts";

/** What the contract must have logged for a step, member by member; undefined where the step does not say. */
type Expected = { [Member in keyof Omit<CustodyLog, "block">]: CustodyLog[Member] | string | null | undefined };

/** What the contract logged for a step, or undefined when it did not log it so. Rejects when the node cannot say. */
export async function logOf(run: Run, unit: Hex32, step: CustodyStep): Promise<CustodyLog | undefined> {
  const logs = await run.reader.custodyLogs(run.trusted.supplyChain, unit, step.transactionHash as Hex32);
  return logs.find((log) => isLogOf(step, log));
}

/** True when a log says all that the step says. */
function isLogOf(step: CustodyStep, log: CustodyLog): boolean {
  const expected = expectedLog(step);
  return (Object.keys(expected) as (keyof Expected)[]).every((member) => {
    const value = expected[member];
    return value === undefined || same(value, log[member]);
  });
}

/** Who holds the unit after a step, given who held it before. */
export function holderAfter(step: CustodyStep, holder: string | undefined): string | undefined {
  if (step.kind === "opened") return step.holder;
  return step.kind === "handed-over" || step.kind === "recovered" ? step.to : holder;
}

/** Accounts that a step names. */
export function accountsIn(step: CustodyStep): string[] {
  if (step.kind === "handed-over" || step.kind === "recovered") return [step.from, step.to];
  return [step.kind === "rejected" ? step.by : step.holder];
}

function expectedLog(step: CustodyStep): Expected {
  const { kind, seq, timestamp } = step;
  switch (step.kind) {
    case "opened":
      return { kind, seq, timestamp, from: null, to: step.holder, docHash: step.docHash };
    case "handed-over":
      return { kind, seq, timestamp, from: step.from, to: step.to, docHash: step.docHash };
    case "recovered":
      return { kind, seq, timestamp, from: step.from, to: step.to, docHash: undefined };
    case "rejected":
      return { kind, seq, timestamp, from: undefined, to: step.by, docHash: undefined };
    case "withdrawn":
    case "closed":
      return { kind, seq, timestamp, from: step.holder, to: undefined, docHash: undefined };
  }
}

function same(a: string | number | null, b: string | number | null): boolean {
  return typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b;
}
