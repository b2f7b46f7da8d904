import type { PaymentState } from "@waybill/protocol/schemas/api/orders";
import type { ProvidersTruth } from "./payments.ports.ts";

/** Later ones outrank earlier ones, in whichever order they came to be known. */
const STATE_OF = { challenge: "challenged", authorise: "authorised", decline: "declined", void: "voided" } as const;
const RANK: readonly PaymentState[] = ["asked", "challenged", "authorised", "declined", "voided"];

/** Where a payment stands by what was done to it, and how much of the money is held. */
export function standingOf(truth: ProvidersTruth): { state: PaymentState; heldMinor: number } {
  const states = truth.map(({ kind }): PaymentState => STATE_OF[kind]);
  const state = RANK.findLast((one) => states.includes(one)) ?? "asked";
  return { state, heldMinor: state === "authorised" ? sumOf(truth, "authorise") : 0 };
}

function sumOf(truth: ProvidersTruth, kind: string): number {
  return truth.filter((one) => one.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
