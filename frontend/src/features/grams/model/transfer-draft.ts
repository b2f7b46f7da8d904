import type { Address } from "@waybill/protocol/schemas/primitives";
import type { MessageId } from "../../../lib/i18n/text.tsx";
import { amountProblem, type Amount } from "./amount.ts";

/** What the form holds, as it is typed. */
export interface TransferDraft {
  batch: string;
  amount: Amount;
  to: string;
}

export type TransferProblems = Partial<Record<"amount" | "to", MessageId>>;

/** What is wrong with each part; empty when it can be previewed. */
export function transferProblems({ amount, to }: TransferDraft, most: bigint): TransferProblems {
  const wrong = amountProblem(amount, most);
  return { ...(wrong && { amount: wrong }), ...(to === "" && { to: "transfer.problem.to" as const }) };
}

/** A transfer of grams, once nothing is wrong with it. */
export interface Transfer {
  from: Address;
  to: Address;
  batch: string;
  grams: bigint;
}
