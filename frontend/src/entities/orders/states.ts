import type { MessageId } from "../../lib/i18n/text.tsx";
import type { Tone } from "../../ui/StatusMark.tsx";

interface StateWords {
  /** For its customer. */
  label: MessageId;
  tone: Tone;
  /** Whether something is under way that soon changes it. */
  isMoving: boolean;
  isCancellable: boolean;
}

const STATES: Readonly<Record<string, StateWords>> = {
  created: { label: "orders.state.created", tone: "pending", isMoving: true, isCancellable: true },
  reserved: { label: "orders.state.reserved", tone: "pending", isMoving: true, isCancellable: true },
  authorised: { label: "orders.state.authorised", tone: "pending", isMoving: false, isCancellable: true },
  routed: { label: "orders.state.routed", tone: "pending", isMoving: true, isCancellable: true },
  instructed: { label: "orders.state.instructed", tone: "pending", isMoving: false, isCancellable: true },
  withdrawing: { label: "orders.state.withdrawing", tone: "pending", isMoving: true, isCancellable: false },
  "shipped-in-part": { label: "orders.state.shipped-in-part", tone: "pending", isMoving: false, isCancellable: true },
  shipped: { label: "orders.state.shipped", tone: "passed", isMoving: true, isCancellable: false },
  closed: { label: "orders.state.closed", tone: "passed", isMoving: false, isCancellable: false },
  cancelling: { label: "orders.state.cancelling", tone: "pending", isMoving: true, isCancellable: false },
  cancelled: { label: "orders.state.cancelled", tone: "neutral", isMoving: false, isCancellable: false },
};

/** All that this page has words for, in the order in which an order goes through them. */
export const ORDER_STATES = Object.keys(STATES);

/** Words for a state; for one that this page does not know, that it is under way. */
export function wordsFor(state: string): StateWords {
  return STATES[state] ?? { label: "orders.state.other", tone: "pending", isMoving: true, isCancellable: false };
}
