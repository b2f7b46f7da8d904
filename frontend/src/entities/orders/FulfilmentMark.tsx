import type { FulfilmentView } from "@waybill/protocol/schemas/api/orders";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

type Part = Pick<FulfilmentView, "state" | "isAsked" | "isLetGo" | "isLost" | "wanted">;

/** Where a warehouse's part of an order stands, in the words of the shop's people. */
export function FulfilmentMark({ part }: { part: Part }) {
  const { label, tone } = wordsOf(part);
  return (
    <StatusMark tone={tone}>
      <T id={label} />
    </StatusMark>
  );
}

function wordsOf({ state, isAsked, isLetGo, isLost, wanted }: Part): { label: MessageId; tone: Tone } {
  switch (state) {
    case "open":
      return { label: "warehouses.part.open", tone: "pending" };
    case "held":
      return { label: "warehouses.part.held", tone: "unknown" };
    case "instructed":
      if (wanted !== null) return { label: "warehouses.part.asked-back", tone: "pending" };
      if (isLost) return { label: "warehouses.part.lost", tone: "unknown" };
      if (isLetGo) return { label: "warehouses.part.let-go", tone: "passed" };
      return { label: isAsked ? "warehouses.part.asked" : "warehouses.part.instructed", tone: "pending" };
    case "shipped":
      return { label: "warehouses.part.shipped", tone: "passed" };
    case "cancelled":
      return { label: "warehouses.part.cancelled", tone: "neutral" };
  }
}
