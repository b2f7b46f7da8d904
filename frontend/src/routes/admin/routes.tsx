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

export const consoleRoutes = consoleRoute.addChildren([
  overviewRoute,
  organisationsRoute,
  organisationRoute,
  peopleRoute,
  keysRoute,
  sessionsRoute,
  accessRoute,
]);
