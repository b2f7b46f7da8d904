import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { T } from "../../../lib/i18n/text.tsx";
import { percentsOf } from "../../../lib/percent.ts";
import { pathOfSubject } from "../../../lib/subject.ts";
import { Section } from "../../../ui/Card.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { useFootprint, type Told } from "./use-footprint.ts";

interface FootprintProps {
  subject: string;
  /** What came along with the page: it is not fetched again. */
  known?: Told;
}

/** What moving an item emitted, and how certain that is. What nobody knows is said to be unknown, and never looks like nothing. */
export function Footprint({ subject, known }: FootprintProps) {
  const told = useFootprint(subject, known);
  if (told === undefined) return null;
  return (
    <Section id="footprint" title={<T id="journey.footprint" />} intro={<T id="journey.footprint.intro" />}>
      {told === "failed" ? (
        <StatusMark tone="unknown">
          <T id="journey.footprint.failed" />
        </StatusMark>
      ) : told?.isKnown ? (
        <Grams {...told} />
      ) : (
        <>
          <StatusMark tone="unknown">
            <T id="journey.footprint.unknown" />
          </StatusMark>
          <p className="mt-2">
            <T id="journey.footprint.unknown.detail" />
          </p>
          <Missing missing={told?.missing ?? []} />
        </>
      )}
      <a className="link needs-script no-print mt-4 inline-block" href={`/footprint${pathOfSubject(subject)}`}>
        <T id="journey.footprint.open" />
      </a>
    </Section>
  );
}

function Grams({ total, perUnit, units, quality, status, missing }: FootprintBrief) {
  const wtw = BigInt(total.wtw);
  const [primary = 0, modelled = 0, average = 0] = percentsOf([quality.primary, quality.modelled, quality.default].map(BigInt));
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong className="text-3xl tabular-nums">{formatGrams(BigInt(perUnit?.piece ?? total.wtw))}</strong>
        <T id={perUnit === null ? "journey.footprint.all" : "journey.footprint.item"} />
        <StatusMark tone={status === "complete" ? "neutral" : "unknown"}>
          <T id={`journey.footprint.${status}`} />
        </StatusMark>
      </p>
      {perUnit !== null && units !== null && (
        <p className="mt-2 text-muted">
          <T
            id="journey.footprint.more"
            values={{ pieces: Number(units.pieces), unit: formatGrams(BigInt(perUnit.unit)), total: formatGrams(wtw) }}
          />
        </p>
      )}
      <p className="mt-2">
        <T id="journey.footprint.certainty" values={{ primary, modelled, average }} />
      </p>
      <Missing missing={missing} />
    </>
  );
}

function Missing({ missing }: Pick<FootprintBrief, "missing">) {
  if (missing.length === 0) return null;
  return (
    <>
      <p className="mt-4 font-medium">
        <T id="journey.footprint.missing" />
      </p>
      <ul className="mt-1 list-disc space-y-1 pl-6">
        {[...new Set(missing.map(({ what }) => what))].map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </>
  );
}
