import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Frame } from "./Frame.tsx";

interface ShopShellProps {
  path: string;
  /** At the end of the bar: the cart and the account. */
  actions?: ReactNode;
  children: ReactNode;
}

/** For whoever buys something. */
export function ShopShell({ path, actions, children }: ShopShellProps) {
  const nav = [
    { href: "/shop", label: <T id="nav.shop" />, current: path === "/shop" || path.startsWith("/shop/") },
    { href: "/account/orders", label: <T id="orders.nav" />, current: path.startsWith("/account/orders") },
    { href: "/scan", label: <T id="nav.product" /> },
  ];
  return (
    <Frame nav={nav} wide actions={actions}>
      {children}
    </Frame>
  );
}
