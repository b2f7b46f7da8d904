import { formatGrams } from "@waybill/protocol/measures/grams";
import { creditBatchWithHolders, type CreditBatchWithHolders } from "@waybill/protocol/schemas/api/credits";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { shortBatch } from "../../entities/credits/batch-id.ts";
import { BlockChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { FinalityMark } from "../../entities/Marks.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { RecountSection } from "./check/RecountSection.tsx";
import { Equation } from "./parts/Equation.tsx";
import { HolderTable } from "./parts/HolderTable.tsx";
import { RetirementTable } from "../../entities/credits/RetirementTable.tsx";
import { ReversalTable } from "../../entities/credits/ReversalTable.tsx";
import { ReversedCallout } from "../../entities/credits/ReversedCallout.tsx";

/** Grams that were issued together: their terms, their accounts, who holds them and who retired them. */
export function BatchPage({ batch, config }: { batch: string; config: PublicConfig | null }) {
  useStreamInvalidation();
  const t = useText();
  return (
    <>
      <PageTitle
        eyebrow={
          <a className="link" href="/carbon">
            {t("carbon.title")}
          </a>
        }
        title={t("carbon.batch.title", { batch: shortBatch(batch) })}
      />
      <Fetched
        queryKey={keys.batch(batch)}
        path={`/api/carbon/batches/${encodeURIComponent(batch)}`}
        schema={creditBatchWithHolders}
        missing={<T id="carbon.batch.missing" />}
      >
        {(view) => (
          <>
            {!view.isConserved && <Callout className="mb-6" tone="failed" title={<T id="carbon.law.broken" />} />}
            <ReversedCallout className="mb-6" accounts={view.accounts} isBesideAccounts />
            <Equation accounts={view.accounts} />
            <Terms view={view} />
            {config !== null && <RecountSection config={config} batch={view.batch} />}
            <Section id="holders" title={<T id="carbon.holders" />}>
              <HolderTable holders={view.holders} count={view.holderCount} />
            </Section>
            <Section id="retirements" title={<T id="carbon.retirements" />}>
              <RetirementTable queryKey={keys.retirements(batch)} query={{ batch }} />
            </Section>
            <Section id="reversals" title={<T id="carbon.reversals" />} intro={<T id="carbon.reversals.intro" />}>
              <ReversalTable batch={batch} />
            </Section>
          </>
        )}
      </Fetched>
    </>
  );
}

function Terms({ view }: { view: CreditBatchWithHolders }) {
  const t = useText();
  return (
    <Facts className="mt-8">
      <Fact name={<T id="carbon.issued-to" />}>
        <PartyChip party={view.issuedTo} copy />
      </Fact>
      <Fact name={<T id="carbon.verifier" />}>
        <PartyChip party={view.verifier} copy />
      </Fact>
      <Fact name={<T id="carbon.vintage" />}>{view.vintage}</Fact>
      <Fact name={<T id="carbon.serials" />}>
        <T id="carbon.serials.text" values={{ first: view.firstSerial, last: view.lastSerial }} />
      </Fact>
      <Fact name={<T id="carbon.buffer-share" />}>
        <T id="carbon.buffer-share.text" values={{ share: view.bufferShare / 10_000, grams: formatGrams(BigInt(view.accounts.buffer)) }} />
      </Fact>
      <Fact name={<T id="carbon.saving" />}>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <HashChip hash={view.savingHash} kind={t("carbon.saving")} />
          {view.claim !== null && (
            <a className="link" href={`/carbon/claims/${view.claim}`}>
              <T id="carbon.batch.claim" />
            </a>
          )}
        </span>
      </Fact>
      <Fact name={<T id="carbon.registry-names" />}>
        <span className="flex flex-wrap gap-2">
          <HashChip hash={view.registry} kind={t("carbon.registry")} />
          <HashChip hash={view.project} kind={t("carbon.project")} />
        </span>
      </Fact>
      <Fact name={<T id="carbon.issued-at" />}>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <InstantText time={view.issuedAt} />
          <FinalityMark finality={view.finality} />
          <BlockChip number={view.blockNumber} />
          <TransactionChip hash={view.transactionHash} />
        </span>
      </Fact>
    </Facts>
  );
}
