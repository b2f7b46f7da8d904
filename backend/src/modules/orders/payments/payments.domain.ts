import type { OrderView, PaymentState } from "@waybill/protocol/schemas/api/orders";
import type { ProvidersTruth } from "./payments.ports.ts";

/** A refusal and the end of asking change nothing of where the money is. Later ones outrank earlier ones, in whichever order they came to be known. */
const STATE_OF = {
  challenge: "challenged",
  authorise: "authorised",
  decline: "declined",
  void: "voided",
  lapse: "lapsed",
  refuse: null,
  "give-up": null,
  capture: "captured",
  refund: "captured",
} as const;
const RANK: readonly PaymentState[] = ["asked", "challenged", "authorised", "declined", "voided", "lapsed", "captured"];

/** Where a payment stands by what was done to it, and how much of the money is held, was taken, and went back. */
export function standingOf(truth: ProvidersTruth): Omit<OrderView["payment"], "provider"> {
  const states = truth.map(({ kind }): PaymentState | null => STATE_OF[kind]);
  const state = RANK.findLast((one) => states.includes(one)) ?? "asked";
  const sumOf = (wanted: string) => truth.reduce((sum, { kind, amountMinor }) => sum + (kind === wanted ? amountMinor : 0), 0);
  const [capturedMinor, refundedMinor] = [sumOf("capture"), sumOf("refund")];
  const heldMinor = sumOf("authorise") - capturedMinor - sumOf("void") - sumOf("lapse");
  const isAllBack = capturedMinor > 0 && refundedMinor === capturedMinor;
  return { state: isAllBack ? "refunded" : state, heldMinor, capturedMinor, refundedMinor };
}

/** Under which key a provider notes that it refused what was asked under another. */
export function refusalKey(attempt: number, key: string): string {
  return `refusal:${attempt}:${key}`;
}

/** Under which key a provider notes that it is never to take what was asked under another. */
export function givenUpKey(key: string): string {
  return `given-up:${key}`;
}
