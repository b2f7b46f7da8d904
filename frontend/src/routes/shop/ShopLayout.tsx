import { Outlet, useLocation } from "@tanstack/react-router";
import { ShopShell } from "../../app/shells/ShopShell.tsx";
import { AccountLink } from "../../entities/session/AccountLink.tsx";
import { CartLink } from "../../entities/shop/CartLink.tsx";

export function ShopLayout() {
  const { pathname } = useLocation();
  return (
    <ShopShell
      path={pathname}
      actions={
        <>
          <CartLink isCurrent={pathname === "/cart"} />
          <AccountLink isCurrent={false} />
        </>
      }
    >
      <Outlet />
    </ShopShell>
  );
}
