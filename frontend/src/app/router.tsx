import { createRouter } from "@tanstack/react-router";
import { routeTree } from "../routes/tree.tsx";
import { NotFoundPage } from "../routes/NotFoundPage.tsx";

export function createAppRouter() {
  return createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true, defaultNotFoundComponent: NotFoundPage });
}
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
