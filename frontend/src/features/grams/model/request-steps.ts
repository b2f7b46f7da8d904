import type { RetirementRequestView } from "@waybill/protocol/schemas/api/credits";
import type { Milestone } from "../../../entities/Milestones.tsx";

const STEPS = ["signed", "accepted", "sent", "included", "final"] as const;
export type RequestStep = (typeof STEPS)[number];

/** How far a signed retirement has come. A reorganisation takes it back; one that failed broke off on its way to the chain. */
export function milestonesOf({
  state,
  requestedAt,
  transactionHash,
}: Pick<RetirementRequestView, "state" | "requestedAt" | "transactionHash">) {
  const reached = state === "failed" ? (transactionHash === null ? 2 : 3) : STEPS.indexOf(state) + 1;
  return STEPS.map((key, index) => ({
    key,
    state: standOf(index, reached, state === "failed"),
    at: key === "accepted" ? requestedAt : null,
  }));
}

function standOf(index: number, reached: number, hasFailed: boolean): Milestone["state"] {
  if (index < reached) return "done";
  if (index > reached) return "todo";
  return hasFailed ? "failed" : "current";
}
