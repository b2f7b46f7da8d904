import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { BlockChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";
import { batchHex } from "../../../entities/credits/batch-id.ts";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";

/** Who claims what of which goods, by which method, and how far its grams have come. */
export function ClaimFacts({ claim }: { claim: ClaimView }) {
  const { claimant, receiver, verifier, subject, vintage, methodology, issuance, bufferGrams, terms } = claim;
  return (
    <Facts>
      <Fact name={<T id="claims.goods" />}>
        <NamedSubjectChip subject={subject} />
      </Fact>
      <Fact name={<T id="claims.claimant" />}>
        <PartyChip party={claimant} copy />
      </Fact>
      {receiver.account !== claimant.account && (
        <Fact name={<T id="claims.receiver" />}>
          <PartyChip party={receiver} copy />
        </Fact>
      )}
      <Fact name={<T id="claims.verifier" />}>
        <PartyChip party={verifier} copy />
      </Fact>
      <Fact name={<T id="claims.year" />}>{vintage}</Fact>
      <Fact name={<T id="claims.buffer" />}>
        <T id="claims.buffer.text" values={{ share: terms.bufferShare / 10_000, grams: formatGrams(BigInt(bufferGrams)) }} />
      </Fact>
      <Fact name={<T id="claims.method" />}>
        {methodology.title}
        <Disclosure summary={<T id="claims.method.show" />}>
          <p className="max-w-2xl">{methodology.text}</p>
        </Disclosure>
      </Fact>
      {issuance !== null && (
        <Fact name={<T id="claims.issuance" />}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {issuance.issuer === null ? <T id="claims.issuance.elsewhere" /> : <PartyChip party={issuance.issuer} />}
            {issuance.finality !== null && <FinalityMark finality={issuance.finality} />}
            {issuance.blockNumber !== null && <BlockChip number={issuance.blockNumber} />}
            {claim.accounts !== null && <BatchChip batch={batchHex(claim.batch)} />}
            {issuance.transactionHash !== null && <TransactionChip hash={issuance.transactionHash} />}
          </span>
          {issuance.reason !== null && <p className="mt-2">{issuance.reason}</p>}
        </Fact>
      )}
    </Facts>
  );
}
