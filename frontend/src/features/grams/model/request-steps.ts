import type { RetirementRequestView } from "@waybill/protocol/schemas/api/credits";
import { standOfMilestone } from "../../../entities/stand-of-milestone.ts";

const STEPS = ["signed", "accepted", "sent", "included", "final"] as const;
export type RequestStep = (typeof STEPS)[number];

type Told = Pick<RetirementRequestView, "state" | "requestedAt" | "transactionHash" | "retirement" | "finality">;

/** Nothing of it is on chain. One that failed may be there all the same: its block was undone, and came back after another took its nonce. */
export function isLost({ state, retirement }: Pick<Told, "state" | "retirement">): boolean {
  return state === "failed" && retirement === null;
}

/** How far a signed retirement has come. A reorganisation takes it back; one that failed broke off on its way to the chain. */
export function milestonesOf(request: Told) {
  const hasFailed = isLost(request);
  const reached = reachedBy(request);
  return STEPS.map((key, index) => ({
    key,
    state: standOfMilestone(index, reached, hasFailed),
    at: key === "accepted" ? request.requestedAt : null,
  }));
}

function reachedBy({ state, transactionHash, retirement, finality }: Told): number {
  if (state !== "failed") return STEPS.indexOf(state) + 1;
  if (retirement !== null) return finality === "final" ? 5 : 4;
  return transactionHash === null ? 2 : 3;
}
