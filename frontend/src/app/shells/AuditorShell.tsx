import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Frame } from "./Frame.tsx";

/** For whoever checks others: everything on chain and everything about it. */
export function AuditorShell({ children, path }: { children: ReactNode; path: string }) {
  const at = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  const nav = [
    { href: "/anchors", label: <T id="audit.anchors" />, current: at("/anchors") },
    { href: "/actors", label: <T id="audit.actors" />, current: at("/actors") },
    { href: "/chain", label: <T id="audit.chain" />, current: at("/chain") },
    { href: "/recalls", label: <T id="recalls.title" />, current: at("/recalls") },
    { href: "/carbon", label: <T id="carbon.nav" />, current: at("/carbon") },
    { href: "/search", label: <T id="audit.search" />, current: at("/search") },
    { href: "/readers", label: <T id="audit.readers" />, current: at("/readers") },
    { href: "/verify", label: <T id="audit.verify" />, current: at("/verify") },
  ];
  return (
    <Frame nav={nav} wide>
      {children}
    </Frame>
  );
}
