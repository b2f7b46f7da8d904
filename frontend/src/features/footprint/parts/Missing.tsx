import type { MissingElement } from "@waybill/protocol/footprint/transport-chain";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { LazyDisclosure } from "../../../ui/LazyDisclosure.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { EvidenceList } from "./EvidenceList.tsx";

/** What could not be computed, each with its reason: the total does not hold it. */
export function Missing({ missing }: { missing: readonly MissingElement[] }) {
  if (missing.length === 0) return null;
  return (
    <Section
      id="missing"
      title={<T id="footprint.missing" values={{ count: missing.length }} />}
      intro={<T id="footprint.missing.intro" />}
    >
      <ul className="divide-y divide-line border-y border-line">
        {missing.map((one, index) => (
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
