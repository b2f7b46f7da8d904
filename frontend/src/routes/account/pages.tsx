import { useLocation, useNavigate } from "@tanstack/react-router";
import { AccountPage } from "../../features/account/AccountPage.tsx";
import { InvitationPage } from "../../features/invitation/InvitationPage.tsx";
import { useSupplier } from "../supplier/use-supplier.ts";

export function AccountRoute() {
  return <AccountPage chainId={useSupplier().chain.chainId} />;
}

export function InvitationRoute() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  return <InvitationPage token={hash} onJoined={() => void navigate({ to: "/account" })} />;
}
