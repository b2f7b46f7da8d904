import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { shortBatch } from "../../entities/credits/short-batch.ts";
import { PageTitle } from "../../entities/Fetched.tsx";
import { PortfolioPage } from "../../features/carbon-portfolio/PortfolioPage.tsx";
import { RetirePage } from "../../features/grams/retire/RetirePage.tsx";
import { RetirementRequestPage } from "../../features/grams/retire/RetirementRequestPage.tsx";
import { TransactionPage } from "../../features/grams/transfer/TransactionPage.tsx";
import { TransferPage } from "../../features/grams/transfer/TransferPage.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { nodeOf } from "../../lib/node-address.ts";
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
      actions={({ batch, held, retirable }) => (
        <span className="flex gap-2">
          {retirable !== "0" && <Act to="retire" batch={batch} />}
          {held !== "0" && <Act to="transfer" batch={batch} />}
        </span>
      )}
    />
  );
}

function Act({ to, batch }: { to: "retire" | "transfer"; batch: string }) {
  return (
    <ButtonLink size="small" href={`/supplier/${to}?batch=${batch}`}>
      <T id={`grams.${to}`} />
      <span className="sr-only">
        {" "}
        <T id="grams.of" values={{ batch: shortBatch(batch) }} />
      </span>
    </ButtonLink>
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

export function TransferRoute() {
  const { account, config, openConnectDialog } = useSupplier();
  const chain = useCarbonChain();
  const { batch = "" } = useSearch({ from: "/supplier/transfer" });
  const navigate = useNavigate();
  if (chain === null) return <NoToken />;
  return (
    <TransferPage
      {...{ account, chain, batch }}
      rpcUrl={nodeOf(config)}
      onConnect={openConnectDialog}
      onSent={(transaction) => void navigate({ to: "/supplier/transfer/$transaction", params: { transaction } })}
    />
  );
}

export function TransactionRoute() {
  const { transaction } = useParams({ from: "/supplier/transfer/$transaction" });
  const { config } = useSupplier();
  return <TransactionPage key={transaction} hash={transaction} rpcUrl={nodeOf(config)} />;
}

function NoToken() {
  return <Callout tone="neutral" title={<T id="grams.no-token" />} />;
}
