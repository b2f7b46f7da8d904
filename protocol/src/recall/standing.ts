import type { Address, Hex32, Subject } from "../schemas/primitives.ts";
import type { Outcome } from "./vocabulary.ts";

/** What one holder was asked about. */
export interface RecallTask {
  account: Address;
  subjects: readonly Subject[];
}

/** A stored answer; several together may cover a task. */
export interface GivenAnswer {
  account: Address;
  commitment: Hex32;
  outcome: Outcome;
  subjects: readonly Subject[];
}

/**
 * `answered`: its answers cover everything it was asked about. `overdue`: not all, and the time is up. `ended`: the recall is over, and
 * nobody waits any more.
 */
export type TaskState = "waiting" | "answered" | "overdue" | "ended";

export interface TaskStanding {
  state: TaskState;
  /** Subjects that no answer of this holder covers yet. */
  open: Subject[];
  answers: GivenAnswer[];
}

/** How long after the deadline a task is escalated, and again and again up to `ESCALATIONS` times. */
export const ESCALATION_SECONDS = 24 * 3_600;
/** To the holder itself at the deadline, to the author of the notice a day later, to everybody who reads the recall another day later. */
export const ESCALATIONS = 3;

/** Where a task stands. Only the holder's own answers count. */
export function standingOf(
  task: RecallTask,
  given: readonly GivenAnswer[],
  { answerBy, isEnded, now }: { answerBy: Date | null; isEnded: boolean; now: Date },
): TaskStanding {
  const answers = given.filter(({ account }) => account === task.account);
  const covered = new Set(answers.flatMap(({ subjects }) => subjects));
  const open = task.subjects.filter((subject) => !covered.has(subject));
  if (open.length === 0) return { state: "answered", open, answers };
  if (isEnded) return { state: "ended", open, answers };
  const isLate = answerBy !== null && now.getTime() > answerBy.getTime();
  return { state: isLate ? "overdue" : "waiting", open, answers };
}

/** When a task is escalated for the n-th time, counted from 1. */
export function escalationTime(answerBy: Date, n: number): Date {
  return new Date(answerBy.getTime() + (n - 1) * ESCALATION_SECONDS * 1_000);
}
