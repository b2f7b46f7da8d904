import { Outlet, useLocation } from "@tanstack/react-router";
import { SupplierShell } from "../../app/shells/SupplierShell.tsx";

export function SupplierLayout() {
  const { pathname } = useLocation();
  return (
    <SupplierShell path={pathname}>
      <Outlet />
    </SupplierShell>
  );
}
