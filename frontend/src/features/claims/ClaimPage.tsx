import { formatGrams } from "@waybill/protocol/measures/grams";
import { claimView, type ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { ReactNode } from "react";
import { batchHex } from "../../entities/credits/batch-id.ts";
import { ReversalTable } from "../../entities/credits/ReversalTable.tsx";
import { ReversedCallout } from "../../entities/credits/ReversedCallout.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { ClaimMark } from "./ClaimMark.tsx";
import { ClaimCollisions } from "./parts/ClaimCollisions.tsx";
import { ClaimHistory } from "./parts/ClaimHistory.tsx";
import { ClaimResemblances } from "./parts/ClaimResemblances.tsx";
import { ClaimFacts } from "./parts/ClaimFacts.tsx";
import { ClaimWay } from "./parts/ClaimWay.tsx";
import { SideBySide } from "./compare/SideBySide.tsx";

interface ClaimPageProps {
  id: string;
  /** What the reader may do about it. */
  actions?: (claim: ClaimView) => ReactNode;
}

/** A claim with all that its verifier decides by: both footprints beside each other, the evidence, the terms and every step so far. */
export function ClaimPage({ id, actions }: ClaimPageProps) {
  const t = useText();
  return (
    <>
      <PageTitle eyebrow={<T id="claims.claim" />} title={t("claims.one")} />
      <Fetched
        queryKey={keys.claim(id)}
        path={`/api/carbon/claims/${encodeURIComponent(id)}`}
        schema={claimView}
        missing={<T id="claims.missing" />}
      >
        {(claim) => (
          <>
            <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 text-3xl tabular-nums">
              {formatGrams(BigInt(claim.grams))}
              <span className="text-lg text-muted">CO₂e</span>
              <ClaimMark state={claim.state} accounts={claim.accounts} />
            </p>
            {claim.actual.followedBy !== null && (
              <Callout className="mb-6" tone="unknown" title={<T id="claims.superseded" />}>
                <T id="claims.superseded.text" />
              </Callout>
            )}
            {claim.accounts !== null && <ReversedCallout className="mb-6" accounts={claim.accounts} />}
            <ClaimCollisions claim={claim} />
            <ClaimResemblances claim={claim} />
            <div className="grid items-start gap-8 lg:grid-cols-[1fr_20rem]">
              <ClaimFacts claim={claim} />
              <ClaimWay claim={claim} />
            </div>
            <Section id="side-by-side" title={<T id="claims.compare" />} intro={<T id="claims.compare.intro" />}>
              <SideBySide claim={claim} />
            </Section>
            {actions?.(claim)}
            <Section id="history" title={<T id="claims.history" />}>
              <ClaimHistory steps={claim.history} />
            </Section>
            {claim.accounts !== null && (
              <Section id="reversals" title={<T id="carbon.reversals" />} intro={<T id="carbon.reversals.intro" />}>
                <ReversalTable batch={batchHex(claim.batch)} />
              </Section>
            )}
          </>
        )}
      </Fetched>
    </>
  );
}
