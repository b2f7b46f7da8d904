import type { ReactNode } from "react";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { Frame } from "./Frame.tsx";

/** What an organisation does about goods that it has already let go. */
const GOODS = [
  { href: "/supplier/recalls", label: "recalls.title" },
  { href: "/supplier/reports", label: "reports.nav" },
  { href: "/supplier/labels", label: "supplier.nav.labels" },
  { href: "/supplier/links", label: "supplier.nav.links" },
] as const;

/** What an organisation saved, and what became of it. */
const CARBON = [
  { href: "/supplier/claims", label: "claims.nav" },
  { href: "/supplier/grams", label: "grams.nav" },
] as const;
/** Pages that belong to the grams without an entry of their own. */
const OF_GRAMS = ["/supplier/retire", "/supplier/transfer", "/supplier/surrender", "/supplier/cancel"];

interface SupplierShellProps {
  children: ReactNode;
  path: string;
  /** How many recalls ask the connected account, drawn beside the way to them. */
  asked?: ReactNode;
  /** At the end of the bar: the outbox and the wallet. */
  actions?: ReactNode;
}

/** For whoever reports what happened. */
export function SupplierShell({ children, path, asked, actions }: SupplierShellProps) {
  const at = (prefix: string) => path.startsWith(prefix);
  const isAboutGoods = GOODS.some(({ href }) => at(href));
  const isAboutGrams = OF_GRAMS.some(at);
  const isAboutCarbon = isAboutGrams || CARBON.some(({ href }) => at(href));
  const nav = [
    { href: "/supplier", label: <T id="supplier.nav.home" />, current: /^\/supplier\/?$/.test(path) },
    { href: "/supplier/events/new", label: <T id="supplier.nav.report" />, current: at("/supplier/events") },
    { href: "/supplier/handovers", label: <T id="supplier.nav.handovers" />, current: at("/supplier/handovers") },
    {
      href: GOODS[0].href,
      label: (
        <>
          <T id="supplier.nav.goods" />
          {asked}
        </>
      ),
      current: isAboutGoods,
    },
    { href: CARBON[0].href, label: <T id="carbon.nav" />, current: isAboutCarbon },
    { href: "/supplier/documents", label: <T id="supplier.nav.documents" />, current: at("/supplier/documents") },
  ];
  return (
    <Frame nav={nav} wide longNav actions={actions}>
      {isAboutGoods && <SubNav label="supplier.nav.goods" entries={GOODS} path={path} marks={{ [GOODS[0].href]: asked }} />}
      {isAboutCarbon && <SubNav label="carbon.nav" entries={CARBON} path={isAboutGrams ? "/supplier/grams" : path} />}
      {children}
    </Frame>
  );
}

/** The pages behind one entry of the bar. */
function SubNav({
  label: name,
  entries,
  path,
  marks = {},
}: {
  label: MessageId;
  entries: readonly { href: string; label: MessageId }[];
  path: string;
  /** What is drawn behind an entry, by its address. */
  marks?: Record<string, ReactNode>;
}) {
  const text = useText();
  return (
    <nav aria-label={text(name)} className="no-print -mt-4 mb-8 border-b border-line sm:-mt-6">
      <ul className="-mx-3 flex flex-wrap gap-x-1">
        {entries.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={path.startsWith(href) ? "page" : undefined}
              className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium text-muted no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              <T id={label} />
              {marks[href]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
