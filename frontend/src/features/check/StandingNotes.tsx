import { standingsOf, type JourneyVerdict } from "@waybill/protocol/verify/verdict";
import { T } from "../../lib/i18n/text.tsx";

/** What the words of a verdict must not leave out: statements that their authors withdrew, and those that others dispute. */
export function StandingNotes({ verdict }: { verdict: JourneyVerdict }) {
  const { withdrawn, disputed } = standingsOf(verdict.events);
  return (
    <>
      {withdrawn > 0 && (
        <p className="mt-2 font-semibold" data-withdrawn={withdrawn}>
          <T id="check.verdict.withdrawn" values={{ count: withdrawn }} />
        </p>
      )}
      {disputed > 0 && (
        <p className="mt-2 font-semibold" data-disputed={disputed}>
          <T id="check.verdict.disputed" values={{ count: disputed }} />
        </p>
      )}
    </>
  );
}
