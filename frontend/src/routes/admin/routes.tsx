import { createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";
import { NotFound } from "../NotFoundPage.tsx";
import { rootRoute } from "../root.tsx";

const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin",
  component: lazyRouteComponent(() => import("./ConsoleLayout.tsx"), "ConsoleLayout"),
  notFoundComponent: NotFound,
});

const pages = () => import("./pages.tsx");
const store = () => import("./store-pages.tsx");
const operations = () => import("./operations-pages.tsx");

/** A page of the console, loaded when it is opened. */
function page<const Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => consoleRoute, path, component });
}

export const storeOrderRoute = page("/orders/$id", lazyRouteComponent(store, "StoreOrderRoute"));
export const warehouseRoute = page("/warehouses/$id", lazyRouteComponent(store, "WarehouseRoute"));
export const personRoute = page("/data-requests/$person", lazyRouteComponent(operations, "PersonRoute"));

export const consoleRoutes = consoleRoute.addChildren([
  page("/", lazyRouteComponent(pages, "OverviewRoute")),
  page("/organisations", lazyRouteComponent(pages, "OrganisationsRoute")),
  page("/organisations/$account", lazyRouteComponent(pages, "OrganisationRoute")),
  page("/people", lazyRouteComponent(pages, "PeopleRoute")),
  page("/keys", lazyRouteComponent(pages, "KeysRoute")),
  page("/sessions", lazyRouteComponent(pages, "SessionsRoute")),
  page("/access", lazyRouteComponent(pages, "AccessRoute")),
  page("/orders", lazyRouteComponent(store, "StoreOrdersRoute")),
  storeOrderRoute,
  page("/payments", lazyRouteComponent(store, "PaymentsRoute")),
  page("/returns", lazyRouteComponent(store, "ReturnsRoute")),
  page("/articles", lazyRouteComponent(store, "ArticlesRoute")),
  page("/stock", lazyRouteComponent(store, "StockRoute")),
  page("/routing", lazyRouteComponent(store, "RoutingPricesRoute")),
  page("/warehouses", lazyRouteComponent(store, "WarehousesRoute")),
  warehouseRoute,
  page("/audit", lazyRouteComponent(operations, "AuditLogRoute")),
  page("/chain", lazyRouteComponent(operations, "ChainHealthRoute")),
  page("/transactions", lazyRouteComponent(operations, "TransactionsRoute")),
  page("/subscriptions", lazyRouteComponent(operations, "SubscriptionsRoute")),
  page("/deliveries", lazyRouteComponent(operations, "DeliveriesRoute")),
  page("/partner-events", lazyRouteComponent(operations, "PartnerEventsRoute")),
  page("/copies", lazyRouteComponent(operations, "CopiesRoute")),
  page("/data-requests", lazyRouteComponent(operations, "DataRequestsRoute")),
  personRoute,
  page("/retention", lazyRouteComponent(operations, "RetentionRoute")),
  page("/settings", lazyRouteComponent(operations, "SettingsRoute")),
]);
