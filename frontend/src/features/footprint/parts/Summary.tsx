import { formatGrams } from "@waybill/protocol/measures/grams";
import type { FootprintView } from "@waybill/protocol/schemas/api/carbon";
import { useQuantityText } from "../../../entities/EventWords.tsx";
import { HashChip } from "../../../entities/HashChip.tsx";
import { StateMark } from "../../../entities/Marks.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../../lib/subject.ts";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { LazyDisclosure } from "../../../ui/LazyDisclosure.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { DataShares } from "./DataShares.tsx";
import { EvidenceList } from "./EvidenceList.tsx";

/** The total, what falls to each unit and piece, how certain it is, and what has become of it. */
export function Summary({ view: { hash, storedAt, state, anchoring, footprint } }: { view: FootprintView }) {
  const t = useText();
  const quantity = useQuantityText();
  const { subject, massGrams, status, total, perUnit, units, massEvidence = [], quality, elements } = footprint;
  const isKnown = elements.length > 0;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-4xl tabular-nums">
        {isKnown ? formatGrams(BigInt(total.wtw)) : <T id="footprint.not-known" />}
        {isKnown && <span className="text-lg text-muted">CO₂e</span>}
        <StatusMark tone={status === "complete" ? "neutral" : "unknown"}>
          <T id={`footprint.status.${status}`} />
        </StatusMark>
      </p>
      <Facts className="mt-6">
        {isKnown && perUnit !== null && units !== null && (
          <Fact name={<T id="footprint.each" />}>
            <T
              id="footprint.each.text"
              values={{
                unit: formatGrams(BigInt(perUnit.unit)),
                piece: formatGrams(BigInt(perUnit.piece)),
                pieces: Number(units.pieces),
                count: quantity({ value: units.count, uom: units.uom }),
              }}
            />
          </Fact>
        )}
        {isKnown && (
          <Fact name={<T id="footprint.certainty" />}>
            <DataShares quality={quality} />
          </Fact>
        )}
        {isKnown && (
          <Fact name={<T id="footprint.fuel" />}>
            <T id="footprint.fuel.text" values={{ ttw: formatGrams(BigInt(total.ttw)), wtt: formatGrams(BigInt(total.wtt)) }} />
          </Fact>
        )}
        <Fact name={<T id="footprint.of" />}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <NamedSubjectChip subject={subject} />
            {massGrams === null ? <T id="footprint.mass.unknown" /> : formatGrams(BigInt(massGrams))}
            <a className="link" href={`/trace${pathOfSubject(subject)}`}>
              <T id="footprint.trace" />
            </a>
          </span>
          {massEvidence.length > 0 && (
            <LazyDisclosure summary={<T id="footprint.of.said" />}>{() => <EvidenceList evidence={massEvidence} />}</LazyDisclosure>
          )}
        </Fact>
        <Fact name={<T id="footprint.kept" />}>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {storedAt === null ? <T id="footprint.kept.no" /> : <InstantText time={storedAt} />}
            {state !== null && <StateMark state={state} plain />}
            <HashChip hash={hash} kind={t("footprint.hash")} />
            {anchoring !== null && <AnchorRoot root={anchoring.anchor.root} />}
          </span>
        </Fact>
      </Facts>
    </>
  );
}

function AnchorRoot({ root }: { root: string }) {
  const t = useText();
  return <HashChip hash={root} kind={t("footprint.root")} />;
}
