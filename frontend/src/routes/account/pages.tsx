import { AccountPage } from "../../features/account/AccountPage.tsx";
import { useSupplier } from "../supplier/use-supplier.ts";

export function AccountRoute() {
  return <AccountPage chainId={useSupplier().chain.chainId} />;
}
