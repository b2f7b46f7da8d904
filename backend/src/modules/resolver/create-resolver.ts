import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { RESOLVER_PROBLEMS } from "./resolver.errors.ts";
import { resolverRoutes } from "./resolver.routes.ts";

/** Where GS1 Digital Links lead. Its routes come last: they take whole families of addresses. */
export function createResolver({ app }: { app: App }): Module {
  return { name: "resolver", problems: RESOLVER_PROBLEMS, routes: resolverRoutes({ app }) };
}
