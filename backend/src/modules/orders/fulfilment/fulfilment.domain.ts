import type { Assignment } from "../routing/routing-plan.ts";

/** What one warehouse is to ship of one order. */
export interface FulfilmentOrder {
  id: string;
  order: string;
  warehouse: string;
  state: FulfilmentState;
  /** Why it is held; null in every other state. */
  heldFor: string | null;
  /** At least one, each of another line, lot or expiry. */
  goods: readonly Goods[];
}

export type Goods = Omit<Assignment, "warehouse">;

/** Open: nobody was told. Held: nobody is to be told. Instructed: its warehouse was told, and nobody else may be. */
export type FulfilmentState = "open" | "held" | "instructed" | "shipped" | "cancelled";

/** What is to be done with one that its warehouse was told of, as soon as that has given it back. */
export type Wanted =
  | { verb: "hold"; reason: string }
  | { verb: "move"; warehouse: string }
  | { verb: "split"; lines: readonly { number: number; quantity: number }[] }
  /** Nothing but to be told anew: what was wanted before is wanted no more. */
  | { verb: "release" }
  /** With another one that wants the same; whichever is back first is held until the other one is. */
  | { verb: "merge"; other: string; takesIn: boolean };

/**
 * What is done to it. Of two that merge one takes in the other, which is absorbed. Its warehouse lacks all of it; or it is abandoned: nobody is to ship it
 * any more, for one of the reasons that are kept with it.
 */
export type FulfilmentVerb =
  "split" | "move" | "merge" | "absorb" | "hold" | "release" | "instruct" | "withdraw" | "ship" | "lack" | "abandon";

/**
 * State × verb → next state. What is not here is refused. A warehouse that was told is asked back (withdraw) before its goods go elsewhere;
 * what it can ship only in part is split, one part shipped and the other withdrawn. One that is gone, or was asked back for good, is not told again: what it
 * was told is abandoned.
 */
export const FULFILMENT: Readonly<Record<FulfilmentState, Readonly<Partial<Record<FulfilmentVerb, FulfilmentState>>>>> = {
  open: {
    ...{ split: "open", move: "open", merge: "open", absorb: "cancelled", hold: "held", instruct: "instructed" },
    ...{ lack: "cancelled", abandon: "cancelled" },
  },
  held: { split: "held", move: "held", release: "open", abandon: "cancelled" },
  instructed: { split: "instructed", withdraw: "open", ship: "shipped", lack: "cancelled", abandon: "cancelled" },
  shipped: {},
  cancelled: {},
};

/** Where verbs lead that are done one after the other. @throws {Error} for one that is not allowed: whoever does it has looked before, and is wrong */
export function stateAfter(from: FulfilmentState, verbs: readonly FulfilmentVerb[]): FulfilmentState {
  return verbs.reduce<FulfilmentState>((state, verb) => {
    const after = FULFILMENT[state][verb];
    if (after === undefined) throw new Error(`what is ${state} has no verb ${verb}`);
    return after;
  }, from);
}

/** Why a verb was refused; then nothing has changed. */
export type Refusal =
  | { refused: "state"; state: FulfilmentState; verb: FulfilmentVerb }
  /** A part that is no part: of nothing, of everything, or of more than there is. */
  | { refused: "part" }
  /** Other quantities of a line than before. */
  | { refused: "quantities" }
  /** Of two orders, or of two warehouses. */
  | { refused: "apart" };

/** The state after a verb; `verbs.domain.ts` has what else each of them does. */
export function next(order: FulfilmentOrder, verb: FulfilmentVerb): FulfilmentOrder | Refusal {
  const state = FULFILMENT[order.state][verb];
  if (state === undefined) return { refused: "state", state: order.state, verb };
  return { ...order, state, heldFor: state === "held" ? order.heldFor : null };
}
