import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { Act } from "@waybill/protocol/permissions/table";
import type { MessageId } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";

export interface ConsolePage {
  href: string;
  label: MessageId;
  /** What it is for, in a sentence. */
  about: MessageId;
  /** Who may do this sees the page. */
  act: Act;
  /** The facet of its list by which something is found that somebody names. */
  finds?: string;
}

export interface ConsoleGroup {
  group: MessageId;
  pages: readonly ConsolePage[];
}

/** Every page of the console: its navigation, its overview and its command palette. */
export const CONSOLE_PAGES: readonly ConsoleGroup[] = [
  {
    group: "console.group.access",
    pages: [
      {
        ...{ href: "/admin/organisations", label: "console.organisations", about: "console.organisations.about" },
        ...{ act: "installation:listOrganisations", finds: "named" },
      },
      { href: "/admin/people", label: "console.people", about: "console.people.about", act: "installation:listPeople", finds: "named" },
      { href: "/admin/keys", label: "console.keys", about: "console.keys.about", act: "installation:listKeys", finds: "name" },
      {
        ...{ href: "/admin/sessions", label: "console.sessions", about: "console.sessions.about" },
        ...{ act: "installation:listSessions", finds: "person" },
      },
      {
        ...{ href: "/admin/access", label: "console.access", about: "console.access.about" },
        ...{ act: "installation:listRoles", finds: "holders.account" },
      },
    ],
  },
  {
    group: "store.group",
    pages: [
      { href: "/admin/orders", label: "store.orders", about: "store.orders.about", act: "orders:read", finds: "named" },
      { href: "/admin/payments", label: "store.payments", about: "store.payments.about", act: "orders:read", finds: "order" },
      { href: "/admin/returns", label: "store.returns", about: "store.returns.about", act: "orders:read", finds: "order" },
      // What everybody may read is shown to whoever may see the stock.
      { href: "/admin/articles", label: "store.articles", about: "store.articles.about", act: "stock:read", finds: "q" },
      { href: "/admin/stock", label: "store.stock", about: "store.stock.about", act: "stock:read", finds: "gtin" },
      { href: "/admin/routing", label: "store.routing", about: "store.routing.about", act: "routing:read" },
      {
        ...{ href: "/admin/warehouses", label: "warehouses.title", about: "warehouses.about" },
        ...{ act: "warehouses:read", finds: "warehouses.named" },
      },
    ],
  },
  {
    group: "console.group.operations",
    pages: [
      // What everybody may read is shown to whoever may see the settings.
      { href: "/admin/chain", label: "operations.chain", about: "operations.chain.about", act: "settings:read" },
      { href: "/admin/transactions", label: "operations.transactions", about: "operations.transactions.about", act: "settings:read" },
      {
        href: "/admin/subscriptions",
        label: "operations.subscriptions",
        about: "operations.subscriptions.about",
        act: "subscriptions:watch",
      },
      {
        ...{ href: "/admin/deliveries", label: "operations.deliveries", about: "operations.deliveries.about" },
        ...{ act: "subscriptions:watch", finds: "subscription" },
      },
      {
        href: "/admin/partner-events",
        label: "operations.partner-events",
        about: "operations.partner-events.about",
        act: "exchangeEvents:read",
      },
      { href: "/admin/copies", label: "operations.copies", about: "operations.copies.about", act: "copies:list", finds: "cid" },
      { href: "/admin/settings", label: "operations.settings", about: "operations.settings.about", act: "settings:read", finds: "named" },
    ],
  },
  {
    group: "console.group.records",
    pages: [
      { href: "/admin/audit", label: "operations.audit", about: "operations.audit.about", act: "auditLog:read", finds: "subject" },
      {
        href: "/admin/data-requests",
        label: "operations.data-requests",
        about: "operations.data-requests.about",
        act: "persons:listHolds",
      },
      {
        ...{ href: "/admin/retention", label: "operations.retention", about: "operations.retention.about" },
        ...{ act: "retention:read", finds: "named" },
      },
    ],
  },
];

/** Those that somebody may see by its roles in the installation: what it may in an organisation has pages of its own. */
export function pagesFor({ installationRoles }: Pick<Me, "installationRoles">): ConsoleGroup[] {
  const me = { organisation: null, roles: [], installationRoles };
  return CONSOLE_PAGES.map(({ group, pages }) => ({ group, pages: pages.filter(({ act }) => mayDo(me, act)) })).filter(
    ({ pages }) => pages.length > 0,
  );
}
