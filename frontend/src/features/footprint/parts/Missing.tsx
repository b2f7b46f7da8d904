import type { MissingElement } from "@waybill/protocol/footprint/transport-chain";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { LazyDisclosure } from "../../../ui/LazyDisclosure.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { EvidenceList } from "./EvidenceList.tsx";

/** What could not be computed, so that the total does not hold it; and what is counted by one of several accounts. Each with its reason. */
export function Missing({ missing }: { missing: readonly MissingElement[] }) {
  const isContested = ({ reason }: MissingElement) => reason === "contested";
  return (
    <>
      <Lines id="missing" of={missing.filter((one) => !isContested(one))} />
      <Lines id="contested" of={missing.filter(isContested)} />
    </>
  );
}

function Lines({ id, of }: { id: "missing" | "contested"; of: readonly MissingElement[] }) {
  if (of.length === 0) return null;
  return (
    <Section id={id} title={<T id={`footprint.${id}`} values={{ count: of.length }} />} intro={<T id={`footprint.${id}.intro`} />}>
      <ul className="divide-y divide-line border-y border-line">
        {of.map((one, index) => (
          <li key={index} className="py-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <StatusMark tone="unknown" plain>
                <T id={`footprint.reason.${one.reason}`} />
              </StatusMark>
              <NamedSubjectChip subject={one.subject} />
            </p>
            <p className="mt-1">{one.what}</p>
            {one.evidence.length > 0 && (
              <LazyDisclosure summary={<T id="footprint.missing.said" values={{ count: one.evidence.length }} />}>
                {() => <EvidenceList evidence={one.evidence} />}
              </LazyDisclosure>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
