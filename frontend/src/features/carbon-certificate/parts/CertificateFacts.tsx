import type { Certificate } from "@waybill/protocol/certificates/certificate";
import type { RetirementView } from "@waybill/protocol/schemas/api/credits";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { BlockChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";
import { Purpose } from "../../../entities/credits/Purpose.tsx";
import { HashChip } from "../../../entities/HashChip.tsx";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { AccountChip, PartyChip } from "../../../entities/PartyChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Fact, Facts, Section } from "../../../ui/Card.tsx";

interface CertificateFactsProps {
  paper: Certificate;
  partyOf: (account: string) => Party;
  view: RetirementView | undefined;
}

/** Every line of a certificate, each of which the chain tells, too. */
export function CertificateFacts({ paper, partyOf, view }: CertificateFactsProps) {
  const t = useText();
  const { batch } = paper;
  return (
    <Section id="facts" title={<T id="carbon.certificate.facts" />} intro={<T id="carbon.certificate.facts.intro" />}>
      <Facts>
        <Fact name={<T id="carbon.beneficiary" />}>
          <PartyChip party={partyOf(paper.beneficiary)} copy />
        </Fact>
        <Fact name={<T id="carbon.certificate.by" />}>
          <PartyChip party={partyOf(paper.holder)} copy />
        </Fact>
        <Fact name={<T id="carbon.for" />}>
          <Purpose of={paper} corrections={view?.corrections} />
        </Fact>
        <Fact name={<T id="carbon.verifier" />}>
          <PartyChip party={partyOf(batch.verifier)} copy />
        </Fact>
        <Fact name={<T id="carbon.issued-to" />}>
          <PartyChip party={partyOf(batch.issuedTo)} copy />
        </Fact>
        <Fact name={<T id="carbon.batch" />}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <BatchChip batch={batch.id} />
            <T id="carbon.serials.text" values={{ first: batch.firstSerial, last: batch.lastSerial }} />
          </span>
        </Fact>
        <Fact name={<T id="carbon.saving" />}>
          <HashChip hash={batch.savingHash} kind={t("carbon.saving")} />
        </Fact>
        <Fact name={<T id="carbon.on-chain" />}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {view !== undefined && <FinalityMark finality={view.finality} />}
            <BlockChip number={paper.blockNumber} />
            <TransactionChip hash={paper.transactionHash} />
          </span>
        </Fact>
        <Fact name={<T id="carbon.certificate.name" />}>
          <HashChip hash={paper.retirement} kind={t("carbon.certificate.name")} />
        </Fact>
        <Fact name={<T id="carbon.certificate.drawn" />}>
          <AccountChip account={paper.signature.account} />
        </Fact>
      </Facts>
    </Section>
  );
}
