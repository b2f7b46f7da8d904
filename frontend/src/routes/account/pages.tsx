import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { AccountPage } from "../../features/account/AccountPage.tsx";
import { InvitationPage } from "../../features/invitation/InvitationPage.tsx";
import { ResetPage } from "../../features/reset/ResetPage.tsx";
import { useSupplier } from "../supplier/use-supplier.ts";

export function AccountRoute() {
  return <AccountPage chainId={useSupplier().chain.chainId} />;
}

export function InvitationRoute() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const { chain } = useSupplier();
  const isOfInstallation = useSearch({ from: "/account/invitation" }).of === "installation";
  return (
    <InvitationPage
      token={hash}
      chainId={chain.chainId}
      isOfInstallation={isOfInstallation}
      onJoined={() => void navigate({ to: isOfInstallation ? "/admin" : "/account" })}
    />
  );
}

export function ResetRoute() {
  return <ResetPage token={useLocation().hash} />;
}
