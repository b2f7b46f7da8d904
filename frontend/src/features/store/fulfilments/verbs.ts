import type { FulfilmentView } from "@waybill/protocol/schemas/api/orders";

export const VERBS = ["hold", "release", "move", "split", "merge", "clear-up"] as const;
export type Verb = (typeof VERBS)[number];

/** Nobody was told of it yet, or the shop's own people pack it: then it can still be changed. */
function isOpen({ state, hasProgram }: FulfilmentView): boolean {
  return state === "open" || (state === "instructed" && !hasProgram);
}

/** Its warehouse was told and may be asked to give it back: then it is held, moved, split or merged. */
function isNear(part: FulfilmentView): boolean {
  return isOpen(part) || (part.state === "instructed" && !part.isLetGo && part.wanted === null);
}

/** Parts with which this one can become one. */
export function mergeable(part: FulfilmentView, all: readonly FulfilmentView[]): FulfilmentView[] {
  return isNear(part) ? all.filter((other) => other.id !== part.id && other.warehouse === part.warehouse && isNear(other)) : [];
}

/** What can be done with a part of an order as it stands; the server decides again. */
export function verbsFor(part: FulfilmentView, all: readonly FulfilmentView[]): Verb[] {
  const pieces = part.goods.reduce((sum, { quantity }) => sum + quantity, 0);
  // One that waits to be merged is let go on first.
  const isHeld = part.state === "held" && part.wanted === null;
  const may: Record<Verb, boolean> = {
    hold: isNear(part),
    release: part.state === "held" || (part.wanted !== null && part.wanted !== "release"),
    move: isNear(part) || isHeld,
    split: (isNear(part) || isHeld) && pieces > 1,
    merge: mergeable(part, all).length > 0,
    "clear-up": part.isLost,
  };
  return VERBS.filter((verb) => may[verb]);
}
