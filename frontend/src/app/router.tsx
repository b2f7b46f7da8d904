import type { PageAddress } from "@waybill/protocol/pages/addresses";
import { createRouter } from "@tanstack/react-router";
import { routeTree } from "../routes/tree.tsx";
import { NotFoundPage } from "../routes/NotFoundPage.tsx";

/** The server answers 404 to what is not in PAGE_ADDRESSES: the routes are those addresses, no more and no fewer. */
type Listed<Path extends string> = Record<PageAddress, unknown> & { [Own in Path]: Bare<Own> extends PageAddress ? unknown : never };
type Bare<Path extends string> = Path extends "/" ? Path : Path extends `${infer Start}/` ? Start : Path;

export function createAppRouter() {
  const router = createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true, defaultNotFoundComponent: NotFoundPage });
  return router satisfies { routesByPath: Listed<keyof typeof router.routesByPath> };
}
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
