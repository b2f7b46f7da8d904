declare module "virtual:messages" {
  /** Addresses of parsed catalogues, by language and set. */
  export const addresses: Record<`${"en" | "en-XA"}/${"consumer" | "floor" | "all"}`, string>;
}

/** Every catalogue of the folder `messages/en` is named here: it makes a missing or misspelt text a type error. */
interface MessageCatalogues {
  common: typeof import("../messages/en/common.json");
  journey: typeof import("../messages/en/journey.json");
  temperature: typeof import("../messages/en/temperature.json");
  reports: typeof import("../messages/en/reports.json");
  start: typeof import("../messages/en/start.json");
  check: typeof import("../messages/en/check.json");
  audit: typeof import("../messages/en/audit.json");
  recalls: typeof import("../messages/en/recalls.json");
  resolver: typeof import("../messages/en/resolver.json");
  trace: typeof import("../messages/en/trace.json");
  footprint: typeof import("../messages/en/footprint.json");
  contract: typeof import("../messages/en/contract.json");
  claims: typeof import("../messages/en/claims.json");
  carbon: typeof import("../messages/en/carbon.json");
  grams: typeof import("../messages/en/grams.json");
  supplier: typeof import("../messages/en/supplier.json");
  console: typeof import("../messages/en/console.json");
  operations: typeof import("../messages/en/operations.json");
  account: typeof import("../messages/en/account.json");
  shop: typeof import("../messages/en/shop.json");
  orders: typeof import("../messages/en/orders.json");
  floor: typeof import("../messages/en/floor.json");
  warehouses: typeof import("../messages/en/warehouses.json");
  store: typeof import("../messages/en/store.json");
}

declare namespace FormatjsIntl {
  interface Message {
    ids: { [Area in keyof MessageCatalogues]: keyof MessageCatalogues[Area] }[keyof MessageCatalogues];
  }
}
