import { custodyProof, type CustodyProof } from "@waybill/protocol/schemas/bundle";
import { custodyView, type CustodyView } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { BlockChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { FinalityMark } from "../../entities/Marks.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { SubjectChip, useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../lib/subject.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Card, Fact, Facts, Section } from "../../ui/Card.tsx";
import { StepSignatures } from "./StepSignatures.tsx";

/** One logistic unit by its key on chain: who holds it, and every step that led there. */
export function UnitPage({ unit }: { unit: string }) {
  return (
    <Fetched
      queryKey={keys.unit(unit)}
      path={`/api/custody/units/${encodeURIComponent(unit)}`}
      schema={custodyView}
      missing={<T id="unit.missing" />}
    >
      {(custody) => <UnitDetails custody={custody} />}
    </Fetched>
  );
}

function UnitDetails({ custody }: { custody: CustodyView }) {
  const t = useText();
  const label = useSubjectLabel();
  const proof = useQuery({
    queryKey: [...keys.unit(custody.unit), "proof"],
    queryFn: ({ signal }) => getJson(`/api/custody/units/${custody.unit}/proof`, custodyProof, { signal }),
  });
  const title = label(custody.subject);
  const path = pathOfSubject(custody.subject);
  return (
    <>
      <PageTitle eyebrow={<T id="unit.eyebrow" />} title={title.charAt(0).toUpperCase() + title.slice(1)} />
      <Facts>
        <Fact name={<T id={custody.status === "open" ? "unit.holder" : "unit.last-holder"} />}>
          <PartyChip party={custody.holder} copy />
        </Fact>
        <Fact name={<T id="unit.state" />}>
          <span className="flex flex-wrap gap-3">
            <T id={`unit.state.${custody.status}`} />
            <FinalityMark finality={custody.finality} />
          </span>
        </Fact>
        <Fact name={<T id="unit.goods" />}>
          <SubjectChip subject={custody.subject} copy />
        </Fact>
        <Fact name={<T id="unit.key" />}>
          <HashChip hash={custody.unit} kind={t("chip.unit")} />
        </Fact>
        <Fact name={<T id="unit.seq" />}>{custody.seq}</Fact>
      </Facts>
      {path !== null && (
        <ButtonLink className="no-print mt-4" size="small" href={`/trace${path}`}>
          <T id="trace.open" />
        </ButtonLink>
      )}
      <Section id="steps" title={<T id="unit.steps" />} intro={<T id="unit.steps.intro" />}>
        <ol className="space-y-4">
          {custody.steps.map((step, index) => (
            <li key={index}>
              <Card>
                <p className="flex flex-wrap items-center gap-1.5 text-lg">
                  <T
                    id={step.kind === "closed" ? "journey.custody.closed-step" : `journey.custody.${step.kind}`}
                    values={{ from: step.from && <PartyChip party={step.from} />, to: step.to && <PartyChip party={step.to} /> }}
                  />
                </p>
                <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
                  <InstantText time={step.at} />
                  <FinalityMark finality={step.finality} />
                  <TransactionChip hash={step.transactionHash} />
                  <BlockChip number={step.blockNumber} />
                </p>
                <StepSignatures step={proofStepOf(proof.data, index)} />
              </Card>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

/** The same step in the proof, which lists them in the same order. */
function proofStepOf(proof: CustodyProof | undefined, index: number) {
  return proof?.steps[index] ?? null;
}
