import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Frame } from "./Frame.tsx";

/** For whoever reports what happened. `wallet` stands at the end of the bar. */
export function SupplierShell({ children, path, wallet }: { children: ReactNode; path: string; wallet?: ReactNode }) {
  const nav = [
    { href: "/supplier", label: <T id="supplier.nav.home" />, current: path === "/supplier" },
    { href: "/supplier/events/new", label: <T id="supplier.nav.report" />, current: path.startsWith("/supplier/events") },
    { href: "/supplier/handovers", label: <T id="supplier.nav.handovers" />, current: path.startsWith("/supplier/handovers") },
    { href: "/supplier/recalls", label: <T id="recalls.title" />, current: path.startsWith("/supplier/recalls") },
    { href: "/supplier/documents", label: <T id="supplier.nav.documents" />, current: path.startsWith("/supplier/documents") },
    { href: "/supplier/outbox", label: <T id="outbox.nav" />, current: path.startsWith("/supplier/outbox") },
    { href: "/supplier/reports", label: <T id="reports.nav" />, current: path === "/supplier/reports" },
    { href: "/supplier/links", label: <T id="supplier.nav.links" />, current: path === "/supplier/links" },
    { href: "/supplier/labels", label: <T id="supplier.nav.labels" />, current: path === "/supplier/labels" },
  ];
  return (
    <Frame nav={nav} wide longNav actions={wallet}>
      {children}
    </Frame>
  );
}
