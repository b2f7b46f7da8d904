import { MAX_REASON_CHARACTERS } from "@waybill/protocol/claims/cancellation-reason";
import type { CreditAccounts } from "@waybill/protocol/schemas/api/credits";
import type { MessageId } from "../../../lib/i18n/text.tsx";
import { amountProblem, type Amount } from "./amount.ts";

/** What the form holds, as it is typed. */
export interface CancelDraft {
  amount: Amount;
  reason: string;
}

export type CancelProblems = Partial<Record<"amount" | "reason", MessageId>>;

/** Shortest reason that says something. */
const MIN_REASON_CHARACTERS = 3;

/** What is wrong with each part; empty when it can be previewed. */
export function cancelProblems({ amount, reason }: CancelDraft, standing: bigint): CancelProblems {
  const wrong = amountProblem(amount, standing);
  const said = reason.trim().length;
  return {
    ...(wrong && { amount: wrong }),
    ...(said < MIN_REASON_CHARACTERS && { reason: "cancel.problem.reason" as const }),
    ...(said > MAX_REASON_CHARACTERS && { reason: "cancel.problem.reason.long" as const }),
  };
}

/** What a cancellation makes of a batch's accounts, as the contract does it: the buffer goes first, the rest is a deficit. */
export function afterCancelling({ buffer, cancelled, deficit }: CreditAccounts, grams: bigint) {
  const fromBuffer = grams < BigInt(buffer) ? grams : BigInt(buffer);
  const uncovered = grams - fromBuffer;
  return {
    ...{ fromBuffer, uncovered, buffer: BigInt(buffer) - fromBuffer },
    ...{ cancelled: BigInt(cancelled) + fromBuffer, deficit: BigInt(deficit) + uncovered },
  };
}
