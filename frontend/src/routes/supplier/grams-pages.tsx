import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { shortBatch } from "../../entities/credits/batch-id.ts";
import { PageTitle } from "../../entities/Fetched.tsx";
import { PortfolioPage } from "../../features/carbon-portfolio/PortfolioPage.tsx";
import { RetirePage } from "../../features/grams/retire/RetirePage.tsx";
import { RetirementRequestPage } from "../../features/grams/retire/RetirementRequestPage.tsx";
import { CancelPage } from "../../features/grams/reverse/CancelPage.tsx";
import { SurrenderPage } from "../../features/grams/reverse/SurrenderPage.tsx";
import { TransactionPage, type SentKind } from "../../features/grams/send/TransactionPage.tsx";
import { TransferPage } from "../../features/grams/transfer/TransferPage.tsx";
import { useRights } from "../../lib/api/use-rights.ts";
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
      intro={<CancelLink account={account} />}
      actions={({ batch, held, retirable, deficit }) => (
        <span className="flex gap-2">
          {retirable !== "0" && <Act to="retire" batch={batch} />}
          {held !== "0" && <Act to="transfer" batch={batch} />}
          {held !== "0" && deficit !== "0" && <Act to="surrender" batch={batch} />}
        </span>
      )}
    />
  );
}

/** Offered to whom the contract would let. */
function CancelLink({ account }: { account: string }) {
  const { data } = useRights(account);
  if (data?.mayCancel !== true) return null;
  return (
    <ButtonLink href="/supplier/cancel">
      <T id="cancel.title" />
    </ButtonLink>
  );
}

function Act({ to, batch }: { to: "retire" | "transfer" | "surrender"; batch: string }) {
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

export function SurrenderRoute() {
  const { account, config, openConnectDialog } = useSupplier();
  const chain = useCarbonChain();
  const { batch = "" } = useSearch({ from: "/supplier/surrender" });
  const navigate = useNavigate();
  if (chain === null) return <NoToken />;
  return (
    <SurrenderPage
      {...{ account, chain, batch }}
      rpcUrl={nodeOf(config)}
      onConnect={openConnectDialog}
      onSent={(transaction) => void navigate({ to: "/supplier/surrender/$transaction", params: { transaction } })}
    />
  );
}

export function CancelRoute() {
  const { account, config, chain: documentsChain, openConnectDialog } = useSupplier();
  const chain = useCarbonChain();
  const { batch = "" } = useSearch({ from: "/supplier/cancel" });
  const navigate = useNavigate();
  if (chain === null) return <NoToken />;
  return (
    <CancelPage
      {...{ account, chain, documentsChain, batch }}
      rpcUrl={nodeOf(config)}
      onConnect={openConnectDialog}
      onSent={(transaction) => void navigate({ to: "/supplier/cancel/$transaction", params: { transaction } })}
    />
  );
}

function Sent({ kind }: { kind: SentKind }) {
  const { transaction = "" } = useParams({ strict: false });
  const { config } = useSupplier();
  return <TransactionPage key={transaction} kind={kind} hash={transaction} rpcUrl={nodeOf(config)} />;
}

export const TransferSentRoute = () => <Sent kind="transfer" />;
export const SurrenderSentRoute = () => <Sent kind="surrender" />;
export const CancelSentRoute = () => <Sent kind="cancel" />;

function NoToken() {
  return <Callout tone="neutral" title={<T id="grams.no-token" />} />;
}
