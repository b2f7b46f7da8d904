import type { StatementState } from "@waybill/protocol/schemas/api/traceability";
import type { Finality } from "@waybill/protocol/schemas/primitives";
import { T } from "../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../ui/StatusMark.tsx";

/**
 * How far a statement has come. Never the tone of a passed check: the service says so, and nobody has checked it here.
 */
export function StateMark({ state, plain }: { state: StatementState | Finality; plain?: boolean }) {
  const tone: Tone = state === "stored" || state === "pending" ? "pending" : "neutral";
  return (
    <StatusMark tone={tone} plain={plain}>
      <T id={`state.${state}`} />
    </StatusMark>
  );
}

/** How settled a fact on chain is, where nothing was anchored: custody, registration. */
export function FinalityMark({ finality }: { finality: Finality }) {
  return (
    <StatusMark tone={finality === "pending" ? "pending" : "neutral"} plain>
      <T id={`finality.${finality}`} />
    </StatusMark>
  );
}

/** Signed with the organisation's own key, or only claimed by token. */
export function AuthorshipMark({ authorship, plain }: { authorship: "signed" | "claimed"; plain?: boolean }) {
  return (
    <StatusMark tone={authorship === "signed" ? "neutral" : "unknown"} plain={plain}>
      <T id={`authorship.${authorship}`} />
    </StatusMark>
  );
}
