import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { PageTitle } from "../../entities/Fetched.tsx";
import { PortfolioPage } from "../../features/carbon-portfolio/PortfolioPage.tsx";
import { RetirePage } from "../../features/grams/retire/RetirePage.tsx";
import { RetirementRequestPage } from "../../features/grams/retire/RetirementRequestPage.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { shortHex } from "../../lib/short.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useCarbonChain } from "./use-carbon-chain.ts";
import { useSupplier } from "./use-supplier.ts";

export function GramsRoute() {
  const t = useText();
  const { account } = useSupplier();
  if (account === null) {
    return (
      <>
        <PageTitle title={t("grams.title")} />
        <Callout tone="neutral" title={<T id="grams.connect" />} />
      </>
    );
  }
  return (
    <PortfolioPage
      key={account}
      account={account}
      title="grams.title"
      actions={({ batch, retirable }) =>
        retirable !== "0" && (
          <ButtonLink size="small" href={`/supplier/retire?batch=${batch}`}>
            <T id="grams.retire" />
            <span className="sr-only">
              {" "}
              <T id="grams.of" values={{ batch: shortHex(batch) }} />
            </span>
          </ButtonLink>
        )
      }
    />
  );
}

export function RetireRoute() {
  const { account, openConnectDialog } = useSupplier();
  const chain = useCarbonChain();
  const { batch = "" } = useSearch({ from: "/supplier/retire" });
  const navigate = useNavigate();
  if (chain === null) return <NoToken />;
  return (
    <RetirePage
      {...{ account, chain, batch }}
      onConnect={openConnectDialog}
      onSent={(digest) => void navigate({ to: "/supplier/retire/$digest", params: { digest } })}
    />
  );
}

export function RetirementRequestRoute() {
  const { digest } = useParams({ from: "/supplier/retire/$digest" });
  return <RetirementRequestPage key={digest} digest={digest} />;
}

function NoToken() {
  return <Callout tone="neutral" title={<T id="grams.no-token" />} />;
}
