import { setTimeout as wait } from "node:timers/promises";

type Action = "kill" | "throw" | "delay";
interface Plan {
  action: Action;
  /** Which passage of the point triggers it, counted from 1. */
  nth: number;
  passages: number;
}

/** Long enough for a test to act in between, short enough to stay inside every deadline. */
const DELAY_MILLISECONDS = 1_000;

const plans = new Map<string, Plan>();

/** Thrown by a point that was told to throw. */
export class InjectedFault extends Error {
  override name = "InjectedFault";
}

/**
 * Arms named points from `FAULT_AT`, e.g. `relayer.after_send:2:kill,outbox.before_commit:throw`.
 * An empty text disarms all. Production configurations never get here.
 *
 * @throws when the text does not follow `name[:nth]:kill|throw|delay`.
 */
export function armFaults(specification: string | null): void {
  plans.clear();
  for (const part of (specification ?? "").split(",").filter((text) => text !== "")) {
    const match = /^([a-z][a-z0-9_.-]*)(?::(\d+))?:(kill|throw|delay)$/i.exec(part.trim());
    if (!match?.[1]) throw new Error(`FAULT_AT does not understand "${part}": name[:nth]:kill|throw|delay is expected.`);
    plans.set(match[1], { action: match[3] as Action, nth: Number(match[2] ?? 1), passages: 0 });
  }
}

/** A named point where tests let a process die, fail or wait. Costs a map lookup when nothing is armed. */
export async function fault(name: string): Promise<void> {
  const plan = plans.get(name);
  if (!plan || ++plan.passages !== plan.nth) return;
  if (plan.action === "kill") process.kill(process.pid, "SIGKILL");
  if (plan.action === "throw") throw new InjectedFault(`Injected fault at ${name}.`);
  await wait(DELAY_MILLISECONDS);
}
