import type { ClaimState } from "@waybill/protocol/claims/transitions";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

const TONE: Record<ClaimState, Tone> = {
  ...{ draft: "neutral", submitted: "pending", verified: "pending", issuing: "pending", issued: "neutral", rejected: "failed" },
};

/** Where a claim stands. */
export function ClaimMark({ state, plain }: { state: ClaimState; plain?: boolean }) {
  return (
    <StatusMark tone={TONE[state]} plain={plain}>
      <T id={`claims.state.${state}`} />
    </StatusMark>
  );
}
