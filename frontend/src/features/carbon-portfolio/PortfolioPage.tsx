import { portfolio, type Portfolio } from "@waybill/protocol/schemas/api/credits";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ReactNode } from "react";
import { RetirementTable } from "../../entities/credits/RetirementTable.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { PortfolioTable, type Line } from "./PortfolioTable.tsx";

const TILES = ["held", "retired", "claimed", "surrendered", "cancelled", "deficit"] as const;

interface PortfolioPageProps {
  account: string;
  title?: MessageId;
  /** Below what the page is about. */
  intro?: ReactNode;
  /** What the reader may do with grams of a batch. */
  actions?: (line: Line) => ReactNode;
}

/** What an account has and had of all batches, for everybody: what it holds, retired and gave up, and what was called off of it. */
export function PortfolioPage({ account, title = "carbon.portfolio", intro, actions }: PortfolioPageProps) {
  const t = useText();
  return (
    <>
      <PageTitle
        eyebrow={
          <a className="link" href="/carbon">
            {t("carbon.title")}
          </a>
        }
        title={t(title)}
      >
        <T id="carbon.portfolio.intro" />
        {intro !== undefined && <div className="mt-4">{intro}</div>}
      </PageTitle>
      <Fetched
        queryKey={keys.portfolio(account)}
        path={`/api/carbon/accounts/${encodeURIComponent(account)}`}
        schema={portfolio}
        missing={<T id="carbon.portfolio.missing" />}
      >
        {(view) => (
          <>
            <p className="mb-4">
              <PartyChip party={view.account} copy />
            </p>
            <Tiles view={view} />
            {view.deficit !== "0" && (
              <Callout
                className="mt-6"
                tone="failed"
                title={<T id="carbon.portfolio.deficit" values={{ grams: formatGrams(BigInt(view.deficit)) }} />}
              >
                <T id="carbon.portfolio.deficit.text" />
              </Callout>
            )}
            <Section id="by-batch" title={<T id="carbon.portfolio.batches" />}>
              <PortfolioTable lines={view.batches} actions={actions} />
            </Section>
            <Section id="retired-here" title={<T id="carbon.portfolio.retired" />}>
              <RetirementTable queryKey={keys.retirements(`holder ${account}`)} query={{ holder: account }} />
            </Section>
            <Section id="claimed-here" title={<T id="carbon.portfolio.claimed" />}>
              <RetirementTable queryKey={keys.retirements(`beneficiary ${account}`)} query={{ beneficiary: account }} />
            </Section>
          </>
        )}
      </Fetched>
    </>
  );
}

function Tiles({ view }: { view: Portfolio }) {
  return (
    <dl className="grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
      {TILES.map((name) => (
        <div key={name} data-tile={name} className="bg-surface p-5">
          <dt className="eyebrow">
            <T id={`carbon.portfolio.${name}.name`} />
          </dt>
          <dd className="mt-1.5 text-xl break-all tabular-nums">{formatGrams(BigInt(view[name]))}</dd>
          <dd className="mt-1 text-sm text-muted">
            <T id={`carbon.portfolio.${name}.detail`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
