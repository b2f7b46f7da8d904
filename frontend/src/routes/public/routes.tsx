import { createRoute, lazyRouteComponent, Outlet, useLocation } from "@tanstack/react-router";
import { PublicShell } from "../../app/shells/PublicShell.tsx";
import { rootRoute } from "../root.tsx";

const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: "public", component: PublicLayout });

function PublicLayout() {
  const { pathname } = useLocation();
  return (
    <PublicShell path={pathname}>
      <Outlet />
    </PublicShell>
  );
}

export const startRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../../features/start/StartPage.tsx"), "StartPage"),
});
export const scanRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: "/scan",
  component: lazyRouteComponent(() => import("../../features/scan/ScanPage.tsx"), "ScanPage"),
});

/** Reached by script only; a link or an address opens the product page as a document of its own. */
const gtinRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: "/01/$",
  component: lazyRouteComponent(() => import("./ProductRoute.tsx"), "ProductRoute"),
});
const ssccRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: "/00/$",
  component: lazyRouteComponent(() => import("./ProductRoute.tsx"), "ProductRoute"),
});

export const publicRoutes = publicRoute.addChildren([startRoute, scanRoute, gtinRoute, ssccRoute]);
