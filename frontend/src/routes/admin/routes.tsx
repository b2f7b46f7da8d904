import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { NotFound } from "../NotFoundPage.tsx";
import { rootRoute } from "../root.tsx";

const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin",
  component: lazyRouteComponent(() => import("./ConsoleLayout.tsx"), "ConsoleLayout"),
  notFoundComponent: NotFound,
});

const parent = () => consoleRoute;
const pages = () => import("./pages.tsx");

const overviewRoute = createRoute({ getParentRoute: parent, path: "/", component: lazyRouteComponent(pages, "OverviewRoute") });
const organisationsRoute = createRoute({
  getParentRoute: parent,
  path: "/organisations",
  component: lazyRouteComponent(pages, "OrganisationsRoute"),
});
const organisationRoute = createRoute({
  getParentRoute: parent,
  path: "/organisations/$account",
  component: lazyRouteComponent(pages, "OrganisationRoute"),
});
const peopleRoute = createRoute({ getParentRoute: parent, path: "/people", component: lazyRouteComponent(pages, "PeopleRoute") });
const accessRoute = createRoute({ getParentRoute: parent, path: "/access", component: lazyRouteComponent(pages, "AccessRoute") });
const keysRoute = createRoute({ getParentRoute: parent, path: "/keys", component: lazyRouteComponent(pages, "KeysRoute") });
const sessionsRoute = createRoute({ getParentRoute: parent, path: "/sessions", component: lazyRouteComponent(pages, "SessionsRoute") });

const operations = () => import("./operations-pages.tsx");

const auditLogRoute = createRoute({ getParentRoute: parent, path: "/audit", component: lazyRouteComponent(operations, "AuditLogRoute") });
const chainHealthRoute = createRoute({
  getParentRoute: parent,
  path: "/chain",
  component: lazyRouteComponent(operations, "ChainHealthRoute"),
});
const transactionsRoute = createRoute({
  getParentRoute: parent,
  path: "/transactions",
  component: lazyRouteComponent(operations, "TransactionsRoute"),
});
const subscriptionsRoute = createRoute({
  getParentRoute: parent,
  path: "/subscriptions",
  component: lazyRouteComponent(operations, "SubscriptionsRoute"),
});
const deliveriesRoute = createRoute({
  getParentRoute: parent,
  path: "/deliveries",
  component: lazyRouteComponent(operations, "DeliveriesRoute"),
});
const partnerEventsRoute = createRoute({
  getParentRoute: parent,
  path: "/partner-events",
  component: lazyRouteComponent(operations, "PartnerEventsRoute"),
});
const copiesRoute = createRoute({ getParentRoute: parent, path: "/copies", component: lazyRouteComponent(operations, "CopiesRoute") });
const dataRequestsRoute = createRoute({
  getParentRoute: parent,
  path: "/data-requests",
  component: lazyRouteComponent(operations, "DataRequestsRoute"),
});
export const personRoute = createRoute({
  getParentRoute: parent,
  path: "/data-requests/$person",
  component: lazyRouteComponent(operations, "PersonRoute"),
});
const retentionRoute = createRoute({
  getParentRoute: parent,
  path: "/retention",
  component: lazyRouteComponent(operations, "RetentionRoute"),
});
const settingsRoute = createRoute({
  getParentRoute: parent,
  path: "/settings",
  component: lazyRouteComponent(operations, "SettingsRoute"),
});

export const consoleRoutes = consoleRoute.addChildren([
  overviewRoute,
  organisationsRoute,
  organisationRoute,
  peopleRoute,
  keysRoute,
  sessionsRoute,
  accessRoute,
  auditLogRoute,
  chainHealthRoute,
  transactionsRoute,
  subscriptionsRoute,
  deliveriesRoute,
  partnerEventsRoute,
  copiesRoute,
  dataRequestsRoute,
  personRoute,
  retentionRoute,
  settingsRoute,
]);
