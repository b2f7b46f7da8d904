import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import { HashChip } from "../../../entities/HashChip.tsx";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Card, Section } from "../../../ui/Card.tsx";

/** Who held each pallet of the journey, as the chain records it. */
export function Custody({ custody }: { custody: readonly CustodyView[] }) {
  if (custody.length === 0) return null;
  return (
    <Section id="custody" title={<T id="journey.custody" />} intro={<T id="journey.custody.intro" />}>
      <div className="space-y-4">
        {custody.map((unit) => (
          <UnitCustody key={unit.unit} unit={unit} />
        ))}
      </div>
    </Section>
  );
}

function UnitCustody({ unit }: { unit: CustodyView }) {
  const t = useText();
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-lg">
          <T
            id={unit.status === "open" ? "journey.custody.holder" : "journey.custody.closed"}
            values={{ party: <PartyChip party={unit.holder} /> }}
          />
        </h3>
        <SubjectChip subject={unit.subject} />
      </div>
      <ol className="mt-4 space-y-3 border-l-2 border-line pl-5">
        {unit.steps.map((step, index) => (
          <li key={index}>
            <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
              <T
                id={step.kind === "closed" ? "journey.custody.closed-step" : `journey.custody.${step.kind}`}
                values={{ from: step.from && <PartyChip party={step.from} />, to: step.to && <PartyChip party={step.to} /> }}
              />
            </p>
            <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-muted">
              <InstantText time={step.at} />
              <FinalityMark finality={step.finality} />
            </p>
          </li>
        ))}
      </ol>
      <p className="mt-4 flex flex-wrap items-center gap-3 text-sm">
        <a className="link" href={`/units/${unit.unit}`}>
          <T id="journey.custody.more" />
        </a>
        <HashChip hash={unit.unit} kind={t("chip.unit")} href={`/units/${unit.unit}`} />
      </p>
    </Card>
  );
}
