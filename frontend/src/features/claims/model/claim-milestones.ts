import type { ClaimState } from "@waybill/protocol/claims/transitions";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { standOfMilestone } from "../../../entities/stand-of-milestone.ts";

const STEPS = ["draft", "submitted", "verified", "issuing", "issued"] as const satisfies ClaimState[];
export type ClaimStepKey = (typeof STEPS)[number];

/** The way from a draft to grams, as far as a claim has come. A rejected one broke off where it was. */
export function claimMilestones({ state, history }: Pick<ClaimView, "state" | "history">) {
  const broke = history.findLast(({ to }) => to === "rejected")?.from ?? null;
  const reached = STEPS.indexOf((state === "rejected" ? (broke ?? "draft") : state) as ClaimStepKey) + 1;
  return STEPS.map((key, index) => ({
    key,
    state: standOfMilestone(index, reached, state === "rejected"),
    at: index < reached ? (history.findLast(({ to }) => to === key)?.at ?? null) : null,
  }));
}
