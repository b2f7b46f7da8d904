import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

const TONES: Record<HandoverView["state"], Tone> = {
  offered: "pending",
  accepted: "pending",
  sent: "pending",
  included: "neutral",
  final: "neutral",
  rejected: "unknown",
  lapsed: "unknown",
  failed: "failed",
};

/** State of a handover in a word; an offer whose deadline passed counts as lapsed. */
export function HandoverMark({ handover: { state, deadline } }: { handover: Pick<HandoverView, "state" | "deadline"> }) {
  const shown = state === "offered" && deadline * 1000 <= Date.now() ? "lapsed" : state;
  return (
    <StatusMark tone={TONES[shown]}>
      <T id={`handover.state.${shown}`} />
    </StatusMark>
  );
}
