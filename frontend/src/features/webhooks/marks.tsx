import type { DeliveryState, SubscriptionState } from "@waybill/protocol/schemas/api/subscriptions";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

// Never the tone of a passed check: the service says so, and nobody has checked it here.
const SUBSCRIPTION: Readonly<Record<SubscriptionState, Tone>> = { active: "neutral", paused: "pending", halted: "failed" };
const DELIVERY: Readonly<Record<DeliveryState, Tone>> = { pending: "pending", delivered: "neutral", dead: "failed" };

export function SubscriptionMark({ state }: { state: SubscriptionState }) {
  return (
    <StatusMark tone={SUBSCRIPTION[state]} plain className="whitespace-nowrap">
      <T id={`operations.subscription.${state}`} />
    </StatusMark>
  );
}

export function DeliveryMark({ state }: { state: DeliveryState }) {
  return (
    <StatusMark tone={DELIVERY[state]} plain className="whitespace-nowrap">
      <T id={`operations.delivery.${state}`} />
    </StatusMark>
  );
}

/** Why something waits or was given up. */
export function Problem({ text }: { text: string | null }) {
  return text === null ? null : <span className="mt-1 block max-w-72 break-words text-muted">{text}</span>;
}
