import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";

/** Says openly that statements were erased: what they said is gone, and everybody else's proofs still hold. */
export function Erased({ journey: { erased } }: { journey: Pick<JourneyView, "erased"> }) {
  if (erased.length === 0) return null;
  return (
    <Callout tone="unknown" className="mt-8" title={<T id="journey.erased" values={{ count: erased.length }} />}>
      <p>
        <T id="journey.erased.text" />
      </p>
      <ul className="mt-2 space-y-1">
        {erased.map(({ commitment, author, erasedAt }) => (
          <li key={commitment} className="flex flex-wrap items-center gap-x-2">
            <PartyChip party={author} />
            <T id="journey.erased.on" values={{ time: <InstantText time={erasedAt} /> }} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
