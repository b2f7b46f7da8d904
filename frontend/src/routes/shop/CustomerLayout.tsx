import { Outlet, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ShopShell } from "../../app/shells/ShopShell.tsx";
import { AccountLink } from "../../entities/session/AccountLink.tsx";
import { CartLink } from "../../entities/shop/CartLink.tsx";
import { WithWallet } from "../supplier/WithWallet.tsx";

/** The same shell as around the shop, with what signing in needs. */
export function CustomerLayout() {
  const { pathname } = useLocation();
  const around = (children: ReactNode) => (
    <ShopShell
      path={pathname}
      actions={
        <>
          <CartLink isCurrent={false} />
          <AccountLink isCurrent={false} />
        </>
      }
    >
      {children}
    </ShopShell>
  );
  return <WithWallet waiting={around}>{() => around(<Outlet />)}</WithWallet>;
}
