/**
 * Every address that the web pages have: `$name` stands for one part, a `$` at the end for any. The browser finds its way by them
 * (`frontend/src/routes`, where the compiler holds both alike), and the server knows by them what there is not.
 */
export const PAGE_ADDRESSES = [
  "/",
  "/scan",
  "/01/$",
  "/00/$",
  "/events/$eventHash",
  "/anchors",
  "/anchors/$index",
  "/units/$unit",
  "/account",
  "/account/invitation",
  "/account/reset",
  "/account/orders",
  "/account/orders/$id",
  "/shop",
  "/shop/$gtin",
  "/cart",
  "/checkout",
  "/actors",
  "/actors/$account",
  "/chain",
  "/recalls",
  "/recalls/$notice",
  "/verify",
  "/documents/$cid",
  "/search",
  "/readers",
  "/trace/$",
  "/footprint/$",
  "/carbon",
  "/carbon/batches/$batch",
  "/carbon/certificates/$retirement",
  "/carbon/accounts/$account",
  "/carbon/claims/$id",
  "/supplier",
  "/supplier/join",
  "/supplier/events/new",
  "/supplier/events/import",
  "/supplier/events/$commitment",
  "/supplier/outbox",
  "/supplier/handovers",
  "/supplier/handovers/new",
  "/supplier/handovers/$id",
  "/supplier/recalls",
  "/supplier/recalls/new",
  "/supplier/recalls/$notice",
  "/supplier/documents",
  "/supplier/reports",
  "/supplier/links",
  "/supplier/labels",
  "/supplier/claims",
  "/supplier/claims/new",
  "/supplier/claims/$id",
  "/supplier/grams",
  "/supplier/retire",
  "/supplier/retire/$digest",
  "/supplier/transfer",
  "/supplier/surrender",
  "/supplier/surrender/$transaction",
  "/supplier/cancel",
  "/supplier/cancel/$transaction",
  "/supplier/transfer/$transaction",
  "/admin",
  "/admin/organisations",
  "/admin/organisations/$account",
  "/admin/people",
  "/admin/access",
  "/admin/keys",
  "/admin/sessions",
  "/admin/orders",
  "/admin/orders/$id",
  "/admin/payments",
  "/admin/returns",
  "/admin/articles",
  "/admin/stock",
  "/admin/routing",
  "/admin/warehouses",
  "/admin/warehouses/$id",
  "/admin/audit",
  "/admin/chain",
  "/admin/transactions",
  "/admin/subscriptions",
  "/admin/deliveries",
  "/admin/partner-events",
  "/admin/copies",
  "/admin/data-requests",
  "/admin/data-requests/$person",
  "/admin/retention",
  "/admin/settings",
] as const;

export type PageAddress = (typeof PAGE_ADDRESSES)[number];

/** An address that a path fits, and what stands in the place of its `$`. */
export interface FoundPage {
  address: PageAddress;
  /** As written in the path; "" where the address has no `$`. */
  named: string;
}

const PATTERNS = PAGE_ADDRESSES.map((address) => ({ address, parts: partsOf(address) }))
  // What is written out goes before what is left open: `/supplier/events/new` is no statement.
  .sort((a, b) => a.parts.filter(isOpen).length - b.parts.filter(isOpen).length);

/**
 * The page that a path leads to; undefined for a path that no page has.
 *
 * @param path As in a URL, percent-encoded; a slash at its end and capital letters make no difference, as in the browser.
 * @example
 * findPage("/anchors/7"); // { address: "/anchors/$index", named: "7" }
 */
export function findPage(path: string): FoundPage | undefined {
  const parts = partsOf(path);
  for (const { address, parts: wanted } of PATTERNS) {
    const isRest = wanted.at(-1) === "$";
    const fixed = isRest ? wanted.slice(0, -1) : wanted;
    const hasLength = isRest ? parts.length >= fixed.length : parts.length === fixed.length;
    if (!hasLength || !fixed.every((part, index) => isOpen(part) || part === parts[index]?.toLowerCase())) continue;
    const open = wanted.findIndex(isOpen);
    return { address, named: open === -1 ? "" : isRest ? parts.slice(open).join("/") : (parts[open] ?? "") };
  }
  return undefined;
}

function partsOf(path: string): string[] {
  return path.replace(/\/$/, "").split("/").slice(1);
}

function isOpen(part: string): boolean {
  return part.startsWith("$");
}
