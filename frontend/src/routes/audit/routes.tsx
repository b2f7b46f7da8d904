import { createRoute, lazyRouteComponent, Outlet, useLocation } from "@tanstack/react-router";
import { AuditorShell } from "../../app/shells/AuditorShell.tsx";
import { readChainFilters } from "../../features/chain/model/filters.ts";
import { readTraceFilters } from "../../features/trace/model/filters.ts";
import { isHex32 } from "../../lib/short.ts";
import { rootRoute } from "../root.tsx";

const auditRoute = createRoute({ getParentRoute: () => rootRoute, id: "audit", component: AuditLayout });

function AuditLayout() {
  const { pathname } = useLocation();
  return (
    <AuditorShell path={pathname}>
      <Outlet />
    </AuditorShell>
  );
}

const parent = () => auditRoute;
const pages = () => import("./pages.tsx");

export const eventRoute = createRoute({
  getParentRoute: parent,
  path: "/events/$eventHash",
  component: lazyRouteComponent(pages, "EventRoute"),
});
export const anchorsRoute = createRoute({ getParentRoute: parent, path: "/anchors", component: lazyRouteComponent(pages, "AnchorsRoute") });
export const anchorRoute = createRoute({
  getParentRoute: parent,
  path: "/anchors/$index",
  component: lazyRouteComponent(pages, "AnchorRoute"),
});
export const unitRoute = createRoute({ getParentRoute: parent, path: "/units/$unit", component: lazyRouteComponent(pages, "UnitRoute") });
export const actorsRoute = createRoute({ getParentRoute: parent, path: "/actors", component: lazyRouteComponent(pages, "ActorsRoute") });
export const actorRoute = createRoute({
  getParentRoute: parent,
  path: "/actors/$account",
  component: lazyRouteComponent(pages, "ActorRoute"),
});
export const chainRoute = createRoute({
  getParentRoute: parent,
  path: "/chain",
  validateSearch: readChainFilters,
  component: lazyRouteComponent(pages, "ChainRoute"),
});
export const recallsRoute = createRoute({ getParentRoute: parent, path: "/recalls", component: lazyRouteComponent(pages, "RecallsRoute") });
export const recallRoute = createRoute({
  getParentRoute: parent,
  path: "/recalls/$notice",
  component: lazyRouteComponent(pages, "RecallRoute"),
});
export const verifyRoute = createRoute({ getParentRoute: parent, path: "/verify", component: lazyRouteComponent(pages, "VerifyRoute") });
export const documentRoute = createRoute({
  getParentRoute: parent,
  path: "/documents/$cid",
  validateSearch: (search: Record<string, unknown>): { link?: string } => (typeof search.link === "string" ? { link: search.link } : {}),
  component: lazyRouteComponent(pages, "DocumentRoute"),
});
export const searchRoute = createRoute({
  getParentRoute: parent,
  path: "/search",
  validateSearch: (search: Record<string, unknown>): { q?: string } =>
    typeof search.q === "string" || typeof search.q === "number" ? { q: String(search.q) } : {},
  component: lazyRouteComponent(pages, "SearchRoute"),
});
export const readersRoute = createRoute({
  getParentRoute: parent,
  path: "/readers",
  validateSearch: (search: Record<string, unknown>): { of?: string } =>
    typeof search.of === "string" || typeof search.of === "number" ? { of: String(search.of) } : {},
  component: lazyRouteComponent(pages, "ReadersRoute"),
});

export const traceRoute = createRoute({
  getParentRoute: parent,
  path: "/trace/$",
  validateSearch: readTraceFilters,
  component: lazyRouteComponent(pages, "TraceRoute"),
});

export const footprintRoute = createRoute({
  getParentRoute: parent,
  path: "/footprint/$",
  validateSearch: (search: Record<string, unknown>): { kept?: string } => (isHex32(search.kept) ? { kept: search.kept } : {}),
  component: lazyRouteComponent(() => import("./FootprintRoute.tsx"), "FootprintRoute"),
});

const carbonPages = () => import("./carbon-pages.tsx");

export const carbonRoute = createRoute({
  getParentRoute: parent,
  path: "/carbon",
  component: lazyRouteComponent(carbonPages, "CarbonRoute"),
});
export const creditBatchRoute = createRoute({
  getParentRoute: parent,
  path: "/carbon/batches/$batch",
  component: lazyRouteComponent(carbonPages, "CreditBatchRoute"),
});
export const certificateRoute = createRoute({
  getParentRoute: parent,
  path: "/carbon/certificates/$retirement",
  component: lazyRouteComponent(carbonPages, "CertificateRoute"),
});
export const portfolioRoute = createRoute({
  getParentRoute: parent,
  path: "/carbon/accounts/$account",
  component: lazyRouteComponent(carbonPages, "PortfolioRoute"),
});
export const claimRoute = createRoute({
  getParentRoute: parent,
  path: "/carbon/claims/$id",
  component: lazyRouteComponent(carbonPages, "ClaimRoute"),
});

export const auditRoutes = auditRoute.addChildren([
  eventRoute,
  anchorsRoute,
  anchorRoute,
  unitRoute,
  actorsRoute,
  actorRoute,
  chainRoute,
  recallsRoute,
  recallRoute,
  verifyRoute,
  documentRoute,
  searchRoute,
  readersRoute,
  traceRoute,
  footprintRoute,
  carbonRoute,
  creditBatchRoute,
  certificateRoute,
  portfolioRoute,
  claimRoute,
]);
