import type { Availability } from "@waybill/protocol/schemas/api/catalogue";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

const TONES: Record<Availability, Tone> = { "in-stock": "passed", few: "unknown", "sold-out": "neutral" };

/** How many there are, as far as the shop tells. */
export function StockWord({ availability }: { availability: Availability }) {
  return (
    <StatusMark plain tone={TONES[availability]}>
      <T id={`shop.stock.${availability}`} />
    </StatusMark>
  );
}
