import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readShopQuestion } from "../../features/shop/shop-question.ts";
import { rootRoute } from "../root.tsx";

/** Pages of the shop that need nobody to sign in, and so no wallet. */
const shopLayout = createRoute({
  getParentRoute: () => rootRoute,
  id: "shop",
  component: lazyRouteComponent(() => import("./ShopLayout.tsx"), "ShopLayout"),
});

const pages = () => import("./pages.tsx");

export const shopRoute = createRoute({
  getParentRoute: () => shopLayout,
  path: "/shop",
  validateSearch: readShopQuestion,
  component: lazyRouteComponent(pages, "ShopRoute"),
});
export const articleRoute = createRoute({
  getParentRoute: () => shopLayout,
  path: "/shop/$gtin",
  component: lazyRouteComponent(pages, "ArticleRoute"),
});
const cartRoute = createRoute({ getParentRoute: () => shopLayout, path: "/cart", component: lazyRouteComponent(pages, "CartRoute") });

/** Pages for whoever has signed in, with a wallet at hand to do so. */
const customerLayout = createRoute({
  getParentRoute: () => rootRoute,
  id: "customer",
  component: lazyRouteComponent(() => import("./CustomerLayout.tsx"), "CustomerLayout"),
});

const customerPages = () => import("./customer-pages.tsx");

const checkoutRoute = createRoute({
  getParentRoute: () => customerLayout,
  path: "/checkout",
  component: lazyRouteComponent(customerPages, "CheckoutRoute"),
});
const ordersRoute = createRoute({
  getParentRoute: () => customerLayout,
  path: "/account/orders",
  component: lazyRouteComponent(customerPages, "OrdersRoute"),
});
export const orderRoute = createRoute({
  getParentRoute: () => customerLayout,
  path: "/account/orders/$id",
  component: lazyRouteComponent(customerPages, "OrderRoute"),
});

export const shopRoutes = shopLayout.addChildren([shopRoute, articleRoute, cartRoute]);
export const customerRoutes = customerLayout.addChildren([checkoutRoute, ordersRoute, orderRoute]);
