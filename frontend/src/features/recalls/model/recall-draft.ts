import { noticeEvent } from "@waybill/protocol/recall/recall-event";
import { MAX_RECALLED, type Risk } from "@waybill/protocol/recall/vocabulary";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { MessageId } from "../../../lib/i18n/text.tsx";
import { momentAt } from "../../../lib/local-time.ts";

/** Hours that holders may take to answer. */
export const ANSWER_HOURS = [4, 24, 72, 168] as const;
/** Longest text of a field: it is read on a telephone. */
export const MAX_TEXT = 500;

export interface RecallDraft {
  reason: string;
  risk: Risk;
  instruction: string;
  hours: number;
}

export const EMPTY_RECALL: RecallDraft = { reason: "", risk: "serious", instruction: "", hours: 24 };

export type RecallProblems = Partial<Record<"reason" | "instruction" | "scope", MessageId>>;

/** The words of a notice that somebody passes on, to begin with. */
export function draftOf({ reason, risk, instruction }: RecallView): RecallDraft {
  return { ...EMPTY_RECALL, reason: reason ?? "", risk: risk ?? EMPTY_RECALL.risk, instruction: instruction ?? "" };
}

/** What is wrong, by field. */
export function recallProblems({ reason, instruction }: RecallDraft, scope: readonly string[]): RecallProblems {
  return {
    ...textProblem("reason", reason),
    ...textProblem("instruction", instruction),
    ...(scope.length === 0 ? { scope: "recalls.problem.nothing" } : {}),
    ...(scope.length > MAX_RECALLED ? { scope: "recalls.problem.too-much" } : {}),
  };
}

function textProblem(field: "reason" | "instruction", value: string): RecallProblems {
  if (value.trim() === "") return { [field]: "recalls.problem.empty" };
  return value.length > MAX_TEXT ? { [field]: "recalls.problem.long" } : {};
}

interface NoticeCircumstances {
  now: Date;
  gln: string | null;
  /** The notice that this one passes on. */
  forwards: Hex32 | null;
}

/** The event to be signed, at this moment and by this clock. Call it only without problems. */
export function noticeOf(draft: RecallDraft, scope: readonly Subject[], { now, gln, forwards }: NoticeCircumstances): JsonObject {
  return noticeEvent({
    ...momentAt(now),
    ...{ gln, subjects: scope, reason: draft.reason.trim(), risk: draft.risk, instruction: draft.instruction.trim() },
    ...(forwards === null ? {} : { forwards }),
    answerBy: new Date(now.getTime() + draft.hours * 3_600_000).toISOString(),
  });
}
