import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";
import type { Proof } from "../model/filters.ts";

const TONE: Record<Proof, Tone> = {
  final: "neutral",
  anchored: "neutral",
  waiting: "pending",
  signed: "neutral",
  claimed: "unknown",
  error: "failed",
  disputed: "unknown",
};

/** What can be said of a link's proof, in words and shapes. The service says so: never the tone of a passed check. */
export function ProofMarks({ proofs }: { proofs: readonly Proof[] }) {
  const shown = proofs.includes("final") ? proofs.filter((proof) => proof !== "anchored") : proofs;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {shown.map((proof) => (
        <StatusMark key={proof} tone={TONE[proof]} plain>
          <T id={`trace.proof.${proof}`} />
        </StatusMark>
      ))}
    </span>
  );
}
