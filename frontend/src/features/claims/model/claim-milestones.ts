import type { ClaimState } from "@waybill/protocol/claims/transitions";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { Milestone } from "../../../entities/Milestones.tsx";

const STEPS = ["draft", "submitted", "verified", "issuing", "issued"] as const satisfies ClaimState[];
export type ClaimStepKey = (typeof STEPS)[number];

/** The way from a draft to grams, as far as a claim has come. A rejected one broke off where it was. */
export function claimMilestones({ state, history }: Pick<ClaimView, "state" | "history">) {
  const broke = history.findLast(({ to }) => to === "rejected")?.from ?? null;
  const reached = STEPS.indexOf((state === "rejected" ? (broke ?? "draft") : state) as ClaimStepKey) + 1;
  return STEPS.map((key, index) => ({
    key,
    state: standOf(index, reached, state === "rejected"),
    at: index < reached ? (history.findLast(({ to }) => to === key)?.at ?? null) : null,
  }));
}

function standOf(index: number, reached: number, isRejected: boolean): Milestone["state"] {
  if (index < reached) return "done";
  if (index > reached) return "todo";
  return isRejected ? "failed" : "current";
}
