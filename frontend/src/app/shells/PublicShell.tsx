import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Frame } from "./Frame.tsx";

/** For anybody who holds a product in hand. */
export function PublicShell({ children, path = "" }: { children: ReactNode; path?: string }) {
  const nav = [
    { href: "/scan", label: <T id="nav.product" />, current: path === "/scan" },
    { href: "/shop", label: <T id="nav.shop" /> },
    { href: "/supplier", label: <T id="nav.supplier" /> },
    { href: "/anchors", label: <T id="nav.audit" /> },
  ];
  return <Frame nav={nav}>{children}</Frame>;
}
