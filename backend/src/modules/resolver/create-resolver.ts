import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { labelsRoutes } from "./labels/labels.routes.ts";
import { linksRoutes } from "./links/links.routes.ts";
import { createLinksService } from "./links/links.service.ts";
import { RESOLVER_PROBLEMS } from "./resolver.errors.ts";
import type { ActorsOfLinks } from "./resolver.ports.ts";
import { resolverRoutes } from "./resolver.routes.ts";

export interface ResolverDependencies {
  app: App;
  actors: ActorsOfLinks;
  verifySignature: VerifySignature;
}

/** Where GS1 Digital Links lead. Its routes come last: they take whole families of addresses. */
export function createResolver({ app, actors, verifySignature }: ResolverDependencies): Module {
  const service = createLinksService({ config: app.config, actors, verifySignature });
  return {
    name: "resolver",
    problems: RESOLVER_PROBLEMS,
    routes: [...linksRoutes({ app, service }), ...labelsRoutes({ app }), ...resolverRoutes({ app, actors })],
  };
}
