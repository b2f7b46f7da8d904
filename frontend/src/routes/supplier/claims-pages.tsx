import type { Address } from "@waybill/protocol/schemas/primitives";
import { useParams } from "@tanstack/react-router";
import { ClaimActions } from "../../features/claims/act/ClaimActions.tsx";
import { ClaimPage } from "../../features/claims/ClaimPage.tsx";
import { ClaimsPage } from "../../features/claims/ClaimsPage.tsx";
import { useSupplier } from "./use-supplier.ts";

export function ClaimsRoute() {
  const { account } = useSupplier();
  return <ClaimsPage key={account} account={account} />;
}

/** Without a token on this chain there is nothing to sign for. */
export function ClaimRoute() {
  const { config, account } = useSupplier();
  const { id } = useParams({ from: "/supplier/claims/$id" });
  const token = config.contracts.carbonToken;
  const chain = token === undefined ? null : { chainId: config.chain.id, token: token as Address };
  return (
    <ClaimPage
      key={`${id} ${account}`}
      id={id}
      actions={(claim) => chain !== null && <ClaimActions claim={claim} account={account} chain={chain} />}
    />
  );
}
