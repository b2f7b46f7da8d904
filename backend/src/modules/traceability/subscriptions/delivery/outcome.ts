import { nextRun } from "../schedule.ts";
import type { Subscription } from "../subscription.ts";
import type { Delivery } from "./deliveries.store.ts";

/** How often and how patiently a subscriber is tried. */
export interface DeliveryPolicy {
  maxTries: number;
  timeoutMilliseconds: number;
}

/** What a turn takes beside the sending. */
const CLAIM_MARGIN_MILLISECONDS = 5_000;

/** How long a claim holds: others take over from a worker that died after this. */
export function claimMilliseconds({ timeoutMilliseconds }: DeliveryPolicy): number {
  return timeoutMilliseconds + CLAIM_MARGIN_MILLISECONDS;
}

/** What came of one try. */
export type Answer =
  | { kind: "taken" }
  /** It asks for smaller documents (413). */
  | { kind: "too-large" }
  /** `isFinal`: it says that it will never take anything again (410). `waitSeconds`: as it asks for. */
  | { kind: "failed"; problem: string; isFinal?: boolean; waitSeconds?: number };

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 3_600_000;

/**
 * A subscription that has sent all there is: a schedule waits for its next time.
 *
 * @param asOf Everything recorded before it was there to be sent. Not so what was recorded while the subscriber took its time.
 */
export function rested(subscription: Subscription, { now, asOf }: { now: Date; asOf: Date }): Subscription {
  const { schedule, createdAt } = subscription;
  const executedAt = asOf > (subscription.executedAt ?? createdAt) ? asOf : subscription.executedAt;
  const dueAt = schedule === null ? null : (nextRun(schedule, now) ?? null);
  return { ...subscription, executedAt, hasReported: false, problem: null, dueAt };
}

/** A subscription whose delivery was taken. */
export function afterSuccess(
  subscription: Subscription,
  { through, isLast, asOf }: Pick<Delivery, "through" | "isLast" | "asOf">,
  now: Date,
): Subscription {
  const moved = { ...subscription, mark: through, notifiedAt: now, problem: null, hasReported: true };
  // More is there: at once.
  return isLast ? rested(moved, { now, asOf }) : { ...moved, dueAt: moved.schedule === null ? null : moved.dueAt };
}

/**
 * A subscription whose delivery failed for the `tries`-th time: tried again later, or halted when that was the last time.
 *
 * @param chance Between 0 and 1: spreads those that failed together.
 */
export function afterFailure(
  subscription: Subscription,
  { problem, isFinal = false, waitSeconds = 0 }: Extract<Answer, { kind: "failed" }>,
  { tries, maxTries, chance, now }: { tries: number; maxTries: number; chance: number; now: Date },
): Subscription {
  if (isFinal || tries >= maxTries) return { ...subscription, state: "halted", problem };
  const doubled = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (tries - 1), LONGEST_PAUSE_MILLISECONDS);
  const pause = Math.max(doubled * (0.5 + chance / 2), Math.min(waitSeconds * 1_000, LONGEST_PAUSE_MILLISECONDS));
  return { ...subscription, problem, dueAt: new Date(now.getTime() + pause) };
}
