import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ClaimActions } from "../../features/claims/act/ClaimActions.tsx";
import { NewClaimPage } from "../../features/claims/draft/NewClaimPage.tsx";
import { ClaimPage } from "../../features/claims/ClaimPage.tsx";
import { ClaimsPage } from "../../features/claims/ClaimsPage.tsx";
import { useCarbonChain } from "./use-carbon-chain.ts";
import { useSupplier } from "./use-supplier.ts";

export function ClaimsRoute() {
  const { account } = useSupplier();
  return <ClaimsPage key={account} account={account} />;
}

export function NewClaimRoute() {
  const { account, chain, openConnectDialog } = useSupplier();
  const { subject = "" } = useSearch({ from: "/supplier/claims/new" });
  const navigate = useNavigate();
  return (
    <NewClaimPage
      {...{ account, chain, subject }}
      onSubject={(next) => void navigate({ to: "/supplier/claims/new", search: next === "" ? {} : { subject: next } })}
      onConnect={openConnectDialog}
      onDrafted={(id) => void navigate({ to: "/supplier/claims/$id", params: { id } })}
    />
  );
}

/** Without a token on this chain there is nothing to sign for. */
export function ClaimRoute() {
  const { account } = useSupplier();
  const chain = useCarbonChain();
  const { id } = useParams({ from: "/supplier/claims/$id" });
  return (
    <ClaimPage
      key={`${id} ${account}`}
      id={id}
      actions={(claim) => chain !== null && <ClaimActions claim={claim} account={account} chain={chain} />}
    />
  );
}
