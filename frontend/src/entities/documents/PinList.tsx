import type { PinView } from "@waybill/protocol/schemas/api/documents";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

const TONE: Record<PinView["state"], Tone> = { kept: "passed", waiting: "pending", missing: "failed", removed: "neutral" };

/** Where a document is kept, place by place. */
export function PinList({ pins }: { pins: readonly PinView[] }) {
  if (pins.length === 0) return <T id="document.pins.none" />;
  return (
    <ul className="space-y-1">
      {pins.map(({ place, state }) => (
        <li key={place} className="flex flex-wrap items-center gap-x-3">
          <T id={`document.pin.${place}`} />
          <StatusMark tone={TONE[state]} plain>
            <T id={`document.pin.${state}`} />
          </StatusMark>
        </li>
      ))}
    </ul>
  );
}
