import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { isHex32 } from "../../lib/short.ts";
import { NotFound } from "../NotFoundPage.tsx";
import { rootRoute } from "../root.tsx";

/** Wallet code is loaded here and nowhere else. */
const supplierRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/supplier",
  component: lazyRouteComponent(() => import("./SupplierLayout.tsx"), "SupplierLayout"),
  notFoundComponent: NotFound,
});

const parent = () => supplierRoute;
const pages = () => import("./pages.tsx");

export const supplierHomeRoute = createRoute({ getParentRoute: parent, path: "/", component: lazyRouteComponent(pages, "HomeRoute") });
export const joinRoute = createRoute({ getParentRoute: parent, path: "/join", component: lazyRouteComponent(pages, "JoinRoute") });
export const newEventRoute = createRoute({
  getParentRoute: parent,
  path: "/events/new",
  component: lazyRouteComponent(pages, "NewEventRoute"),
});
export const importRoute = createRoute({
  getParentRoute: parent,
  path: "/events/import",
  component: lazyRouteComponent(() => import("./ImportRoute.tsx"), "ImportRoute"),
});
export const statementRoute = createRoute({
  getParentRoute: parent,
  path: "/events/$commitment",
  component: lazyRouteComponent(pages, "StatementRoute"),
});
export const outboxRoute = createRoute({ getParentRoute: parent, path: "/outbox", component: lazyRouteComponent(pages, "OutboxRoute") });
export const handoversRoute = createRoute({
  getParentRoute: parent,
  path: "/handovers",
  component: lazyRouteComponent(pages, "HandoversRoute"),
});
export const newHandoverRoute = createRoute({
  getParentRoute: parent,
  path: "/handovers/new",
  component: lazyRouteComponent(pages, "NewHandoverRoute"),
});
export const handoverRoute = createRoute({
  getParentRoute: parent,
  path: "/handovers/$id",
  component: lazyRouteComponent(pages, "HandoverRoute"),
});
export const ownDocumentsRoute = createRoute({
  getParentRoute: parent,
  path: "/documents",
  component: lazyRouteComponent(pages, "OwnDocumentsRoute"),
});

export const supplierRecallsRoute = createRoute({
  getParentRoute: parent,
  path: "/recalls",
  component: lazyRouteComponent(pages, "RecallsRoute"),
});
export const newRecallRoute = createRoute({
  getParentRoute: parent,
  path: "/recalls/new",
  validateSearch: ({ subject, event, forwards }: Record<string, unknown>): { subject?: string; event?: string; forwards?: string } => ({
    ...(typeof subject === "string" ? { subject } : {}),
    ...(typeof event === "string" ? { event } : {}),
    ...(typeof forwards === "string" ? { forwards } : {}),
  }),
  component: lazyRouteComponent(pages, "NewRecallRoute"),
});
export const supplierRecallRoute = createRoute({
  getParentRoute: parent,
  path: "/recalls/$notice",
  component: lazyRouteComponent(pages, "RecallRoute"),
});
export const reportsRoute = createRoute({ getParentRoute: parent, path: "/reports", component: lazyRouteComponent(pages, "ReportsRoute") });
export const linksRoute = createRoute({ getParentRoute: parent, path: "/links", component: lazyRouteComponent(pages, "LinksRoute") });
export const labelsRoute = createRoute({ getParentRoute: parent, path: "/labels", component: lazyRouteComponent(pages, "LabelsRoute") });

const claimsPages = () => import("./claims-pages.tsx");
export const claimsRoute = createRoute({
  getParentRoute: parent,
  path: "/claims",
  component: lazyRouteComponent(claimsPages, "ClaimsRoute"),
});
export const newClaimRoute = createRoute({
  getParentRoute: parent,
  path: "/claims/new",
  validateSearch: (search: Record<string, unknown>): { subject?: string } =>
    typeof search.subject === "string" ? { subject: search.subject } : {},
  component: lazyRouteComponent(claimsPages, "NewClaimRoute"),
});
export const supplierClaimRoute = createRoute({
  getParentRoute: parent,
  path: "/claims/$id",
  component: lazyRouteComponent(claimsPages, "ClaimRoute"),
});

const gramsPages = () => import("./grams-pages.tsx");
export const gramsRoute = createRoute({ getParentRoute: parent, path: "/grams", component: lazyRouteComponent(gramsPages, "GramsRoute") });
const batchSearch = (search: Record<string, unknown>): { batch?: string } => (isHex32(search.batch) ? { batch: search.batch } : {});
export const retireRoute = createRoute({
  getParentRoute: parent,
  path: "/retire",
  validateSearch: batchSearch,
  component: lazyRouteComponent(gramsPages, "RetireRoute"),
});
export const retirementRequestRoute = createRoute({
  getParentRoute: parent,
  path: "/retire/$digest",
  component: lazyRouteComponent(gramsPages, "RetirementRequestRoute"),
});

export const transferRoute = createRoute({
  getParentRoute: parent,
  path: "/transfer",
  validateSearch: batchSearch,
  component: lazyRouteComponent(gramsPages, "TransferRoute"),
});
export const transferSentRoute = createRoute({
  getParentRoute: parent,
  path: "/transfer/$transaction",
  component: lazyRouteComponent(gramsPages, "TransferSentRoute"),
});
export const surrenderRoute = createRoute({
  getParentRoute: parent,
  path: "/surrender",
  validateSearch: batchSearch,
  component: lazyRouteComponent(gramsPages, "SurrenderRoute"),
});
export const surrenderSentRoute = createRoute({
  getParentRoute: parent,
  path: "/surrender/$transaction",
  component: lazyRouteComponent(gramsPages, "SurrenderSentRoute"),
});
export const cancelRoute = createRoute({
  getParentRoute: parent,
  path: "/cancel",
  validateSearch: batchSearch,
  component: lazyRouteComponent(gramsPages, "CancelRoute"),
});
export const cancelSentRoute = createRoute({
  getParentRoute: parent,
  path: "/cancel/$transaction",
  component: lazyRouteComponent(gramsPages, "CancelSentRoute"),
});

export const supplierRoutes = supplierRoute.addChildren([
  supplierHomeRoute,
  joinRoute,
  newEventRoute,
  importRoute,
  statementRoute,
  outboxRoute,
  handoversRoute,
  newHandoverRoute,
  handoverRoute,
  supplierRecallsRoute,
  newRecallRoute,
  supplierRecallRoute,
  ownDocumentsRoute,
  reportsRoute,
  linksRoute,
  labelsRoute,
  claimsRoute,
  newClaimRoute,
  supplierClaimRoute,
  gramsRoute,
  retireRoute,
  retirementRequestRoute,
  transferRoute,
  transferSentRoute,
  surrenderRoute,
  surrenderSentRoute,
  cancelRoute,
  cancelSentRoute,
]);
