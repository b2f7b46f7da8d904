import { accountRoutes } from "./account/routes.tsx";
import { consoleRoutes } from "./admin/routes.tsx";
import { auditRoutes } from "./audit/routes.tsx";
import { publicRoutes } from "./public/routes.tsx";
import { rootRoute } from "./root.tsx";
import { customerRoutes, shopRoutes } from "./shop/routes.tsx";
import { supplierRoutes } from "./supplier/routes.tsx";

export const routeTree = rootRoute.addChildren([
  publicRoutes,
  auditRoutes,
  supplierRoutes,
  accountRoutes,
  shopRoutes,
  customerRoutes,
  consoleRoutes,
]);
