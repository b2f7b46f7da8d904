import { formatGrams } from "@waybill/protocol/measures/grams";
import { retirementRequestView, type RetirementRequestView } from "@waybill/protocol/schemas/api/credits";
import { TransactionChip } from "../../../entities/ChainChips.tsx";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";
import { Purpose } from "../../../entities/credits/Purpose.tsx";
import { Fetched, PageTitle } from "../../../entities/Fetched.tsx";
import { Milestones } from "../../../entities/Milestones.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Card, Fact, Facts } from "../../../ui/Card.tsx";
import { isLost, milestonesOf } from "../model/request-steps.ts";
import { Waiting } from "./Waiting.tsx";

/** Slow enough to cost nothing; the stream is quicker when it works. */
const POLL_MS = 5_000;

/** A signed retirement on its way to the chain; the page can be left and opened again. */
export function RetirementRequestPage({ digest }: { digest: string }) {
  const t = useText();
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        eyebrow={
          <a className="link" href="/supplier/grams">
            {t("grams.title")}
          </a>
        }
        title={t("retire.request")}
      />
      <Fetched
        queryKey={keys.retirementRequest(digest)}
        path={`/api/carbon/retirement-requests/${encodeURIComponent(digest)}`}
        schema={retirementRequestView}
        missing={<T id="retire.request.missing" />}
        every={POLL_MS}
      >
        {(request) => <Request request={request} />}
      </Fetched>
    </div>
  );
}

function Request({ request }: { request: RetirementRequestView }) {
  const grams = formatGrams(BigInt(request.grams));
  return (
    <div className="space-y-8" data-testid="retirement-request" data-state={request.state}>
      {isLost(request) && (
        <Callout tone="failed" live title={<T id="retire.failed" />}>
          {request.reason !== null && <p>{request.reason}</p>}
          <p>
            <T id="retire.failed.text" />
          </p>
          <a className="link" href={`/supplier/retire?batch=${request.batch}`}>
            <T id="retire.failed.again" />
          </a>
        </Callout>
      )}
      {request.state === "accepted" && <Waiting request={request} />}
      {request.retirement !== null && (
        <Callout tone="neutral" live title={<T id="retire.there" values={{ grams }} />}>
          <ButtonLink look="primary" href={`/carbon/certificates/${request.retirement}`}>
            <T id="retire.certificate" />
          </ButtonLink>
        </Callout>
      )}
      <Card>
        <Milestones milestones={milestonesOf(request).map((step) => ({ ...step, label: <T id={`retire.step.${step.key}`} /> }))} />
      </Card>
      <Facts>
        <Fact name={<T id="carbon.grams" />}>{grams}</Fact>
        <Fact name={<T id="carbon.beneficiary" />}>
          <PartyChip party={request.beneficiary} copy />
        </Fact>
        <Fact name={<T id="carbon.for" />}>
          <Purpose of={request} />
        </Fact>
        <Fact name={<T id="carbon.batch" />}>
          <BatchChip batch={request.batch} />
        </Fact>
        <Fact name={<T id="retire.deadline" />}>
          <InstantText time={request.deadline} />
        </Fact>
        {request.transactionHash !== null && (
          <Fact name={<T id="carbon.transaction" />}>
            <TransactionChip hash={request.transactionHash} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}
