import type { ClaimState } from "@waybill/protocol/claims/transitions";
import { reversalOf } from "@waybill/protocol/measures/reversal";
import type { ClaimSummary } from "@waybill/protocol/schemas/api/claims";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

const TONE: Record<ClaimState, Tone> = {
  ...{ draft: "neutral", submitted: "pending", verified: "pending", issuing: "pending", issued: "neutral", rejected: "failed" },
};

interface ClaimMarkProps {
  state: ClaimState;
  /** How its grams stand, once there are any. */
  accounts?: ClaimSummary["accounts"];
  plain?: boolean;
}

/** Where a claim stands; of one whose saving was called off afterwards, that. */
export function ClaimMark({ state, accounts = null, plain }: ClaimMarkProps) {
  const reversal = accounts === null ? "none" : reversalOf(accounts);
  if (reversal !== "none") {
    return (
      <StatusMark tone="failed" plain={plain}>
        <T id={`claims.reversed.${reversal}`} />
      </StatusMark>
    );
  }
  return (
    <StatusMark tone={TONE[state]} plain={plain}>
      <T id={`claims.state.${state}`} />
    </StatusMark>
  );
}
