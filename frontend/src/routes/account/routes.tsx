import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { NotFound } from "../NotFoundPage.tsx";
import { rootRoute } from "../root.tsx";

/** In the supplier's shell, for its wallet. */
const accountLayout = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("../supplier/SupplierLayout.tsx"), "SupplierLayout"),
  notFoundComponent: NotFound,
});

const accountRoute = createRoute({
  getParentRoute: () => accountLayout,
  path: "/",
  component: lazyRouteComponent(() => import("./pages.tsx"), "AccountRoute"),
});

const invitationRoute = createRoute({
  getParentRoute: () => accountLayout,
  path: "/invitation",
  validateSearch: ({ of }: Record<string, unknown>): { of?: "installation" } => (of === "installation" ? { of } : {}),
  component: lazyRouteComponent(() => import("./pages.tsx"), "InvitationRoute"),
});

const resetRoute = createRoute({
  getParentRoute: () => accountLayout,
  path: "/reset",
  component: lazyRouteComponent(() => import("./pages.tsx"), "ResetRoute"),
});

export const accountRoutes = accountLayout.addChildren([accountRoute, invitationRoute, resetRoute]);
