import type { HandoverView } from "@waybill/protocol/schemas/api/custody";

/** What a handover is to the account that looks at it. */
export type Standing = "to-accept" | "waiting" | "underway" | "done" | "ended" | "foreign";

/** Where a handover stands for one account. A deadline that passed counts at once, before the server has noted it. */
export function standingOf(
  handover: Pick<HandoverView, "state" | "from" | "to" | "deadline">,
  account: string | null,
  now: Date,
): Standing {
  const { state, from, to, deadline } = handover;
  const mine = account !== null && [from.account, to.account].some((party) => party.toLowerCase() === account.toLowerCase());
  if (!mine) return "foreign";
  if (state === "rejected" || state === "lapsed" || state === "failed") return "ended";
  if (state === "offered") {
    if (deadline * 1000 <= now.getTime()) return "ended";
    return to.account.toLowerCase() === account.toLowerCase() ? "to-accept" : "waiting";
  }
  return state === "final" ? "done" : "underway";
}

/** Steps of a handover's way, and how many of them lie behind it. */
export const HANDOVER_STEPS = ["offered", "accepted", "sent", "included", "final"] as const;

export function stepsReached(state: HandoverView["state"]): number {
  const index = (HANDOVER_STEPS as readonly string[]).indexOf(state);
  return index === -1 ? 1 : index + 1;
}
