import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { encodeFunctionData } from "viem/utils";
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

/** Call data of ERC-1155's `safeTransferFrom`: the token knows no transfer by signature. */
export function callOf({ from, to, batch, grams }: Transfer): `0x${string}` {
  return encodeFunctionData({ abi: carbonTokenAbi, functionName: "safeTransferFrom", args: [from, to, BigInt(batch), grams, "0x"] });
}
