import type { Address, Hex32, Subject } from "../schemas/primitives.ts";
import { ADDRESSEES, type Outcome } from "./vocabulary.ts";

/** What one holder was asked about. */
export interface RecallTask {
  account: Address;
  subjects: readonly Subject[];
  /** When it was asked about each of them, in their order: goods move on after a notice. */
  askedAt: readonly Date[];
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
  /** When the first answer that is open is due; null when there is none, or no time was set. */
  dueAt: Date | null;
  answers: GivenAnswer[];
}

/** The times of a recall. */
export interface RecallTimes {
  /** As the notice says; null when nobody asks. */
  answerBy: Date | null;
  /** When the first holders were asked; null before. */
  openedAt: Date | null;
}

/** How long after the deadline a task is escalated, and again and again up to `ESCALATIONS` times. */
export const ESCALATION_SECONDS = 24 * 3_600;
/** Whom each of them addresses says `ADDRESSEES`: the holder at the deadline, the author a day later, everybody another day later. */
export const ESCALATIONS = ADDRESSEES.length;

/** Where a task stands. Only the holder's own answers count, and who is asked later than others has as much time as they had. */
export function standingOf(
  task: RecallTask,
  given: readonly GivenAnswer[],
  { isEnded, now, ...times }: RecallTimes & { isEnded: boolean; now: Date },
): TaskStanding {
  const answers = given.filter(({ account }) => account === task.account);
  const covered = new Set(answers.flatMap(({ subjects }) => subjects));
  const open = task.subjects.filter((subject) => !covered.has(subject));
  if (open.length === 0) return { state: "answered", open, dueAt: null, answers };
  const dueAt = firstDue(task, open, times);
  if (isEnded) return { state: "ended", open, dueAt, answers };
  const isLate = dueAt !== null && now.getTime() > dueAt.getTime();
  return { state: isLate ? "overdue" : "waiting", open, dueAt, answers };
}

function firstDue({ subjects, askedAt }: RecallTask, open: readonly Subject[], { answerBy, openedAt }: RecallTimes): Date | null {
  if (answerBy === null) return null;
  const granted = openedAt === null ? 0 : Math.max(0, answerBy.getTime() - openedAt.getTime());
  const asked = open.map((subject) => askedAt[subjects.indexOf(subject)]?.getTime() ?? 0);
  return new Date(Math.min(...asked.map((at) => Math.max(answerBy.getTime(), at + granted))));
}

/** When a task is escalated for the n-th time, counted from 1. */
export function escalationTime(dueAt: Date, n: number): Date {
  return new Date(dueAt.getTime() + (n - 1) * ESCALATION_SECONDS * 1_000);
}
