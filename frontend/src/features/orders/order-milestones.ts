import { standOfMilestone } from "../../entities/stand-of-milestone.ts";
import type { Milestone } from "../../entities/Milestones.tsx";
import type { MessageId } from "../../lib/i18n/text.tsx";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";

/** The way of an order, step by step, each with the states in which it is reached. */
const STEPS = [
  { key: "placed", label: "orders.step.placed" },
  { key: "held", label: "orders.step.held" },
  { key: "secured", label: "orders.step.secured" },
  { key: "packing", label: "orders.step.packing" },
  { key: "left", label: "orders.step.left" },
  { key: "paid", label: "orders.step.paid" },
] as const satisfies readonly { key: string; label: MessageId }[];

/** How many steps an order in a state has behind it. */
const REACHED: Readonly<Record<string, number>> = {
  ...{ created: 1, reserved: 2, authorised: 3, routed: 3, instructed: 4, withdrawing: 4 },
  ...{ "shipped-in-part": 4, shipped: 5, closed: 6 },
};

/** By which event each step after the first is reached. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  held: ["reserve"],
  secured: ["authorise"],
  packing: ["instruct"],
  left: ["ship-rest", "ship-part"],
  paid: ["settle"],
};

/** Why an order ended, by the event that called it off. */
const ENDS: Readonly<Record<string, MessageId>> = {
  lack: "orders.end.lack",
  decline: "orders.end.decline",
  expire: "orders.end.expire",
  cancel: "orders.end.cancel",
};

export interface OrderMilestone extends Pick<Milestone, "key" | "state" | "at"> {
  label: MessageId;
  detail?: MessageId;
}

/** What has become of an order, in the steps that its customer knows. One that was called off breaks off where it was. */
export function orderMilestones({
  state,
  placedAt,
  transitions,
}: Pick<TrackedOrder, "state" | "placedAt" | "transitions">): OrderMilestone[] {
  const end = transitions.find(({ to }) => to === "cancelling" || to === "withdrawing");
  const isOver = end !== undefined && ["cancelling", "cancelled", "withdrawing"].includes(state);
  const reached = isOver ? (REACHED[end.from] ?? 1) : (REACHED[state] ?? Math.max(1, ...transitions.map(({ to }) => REACHED[to] ?? 1)));
  const steps = STEPS.map(({ key, label }, index): OrderMilestone => {
    const isReached = index < reached;
    const found = transitions.findLast(({ event }) => EVENTS[key]?.includes(event));
    return {
      ...{ key, label, state: standOfMilestone(index, reached, isOver) },
      at: key === "placed" ? placedAt : isReached ? (found?.at ?? null) : null,
    };
  });
  if (!isOver) return steps;
  const detail = ENDS[end.event];
  return [
    ...steps.slice(0, reached),
    {
      ...{ key: "cancelled", label: state === "cancelled" ? "orders.step.cancelled" : "orders.step.cancelling" },
      ...{ state: "failed", at: end.at, ...(detail && { detail }) },
    },
  ];
}
