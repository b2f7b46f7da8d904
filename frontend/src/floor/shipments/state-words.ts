import type { FloorShipment } from "@waybill/protocol/schemas/warehouse/floor";
import type { Tone } from "../../ui/StatusMark.tsx";

/** Where a shipment stands, as a shape; the words are `floor.state.<state>`. */
export const TONES: Readonly<Record<FloorShipment["state"], Tone>> = {
  ...{ open: "pending", picked: "pending", packed: "unknown", loadable: "passed", shipped: "passed" },
  ...{ impossible: "neutral", withdrawn: "neutral", stale: "failed", empty: "neutral" },
};
