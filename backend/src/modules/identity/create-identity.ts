import type { App } from "../../platform/app.ts";
import type { Authenticate } from "../../platform/http/run-route.ts";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { getAddress, isAddress } from "viem/utils";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import type { ActorChain } from "./identity.ports.ts";
import { identityRoutes } from "./identity.routes.ts";
import { createIdentityService } from "./identity.service.ts";
import { createIdentityViews, type CountStatements } from "./identity.views.ts";
import { sessionsRoutes } from "./sessions.routes.ts";
import { endWhenRevoked, purgeSessions } from "./sessions.service.ts";
import { authenticate } from "./tokens.service.ts";

export interface IdentityDependencies {
  app: App;
  chain: ActorChain;
  verifySignature: VerifySignature;
  /** The same for signing in, where a wallet contract need not be on the chain yet. */
  verifyIdentity: VerifySignature;
  countStatements: CountStatements;
}

/** Organisations, their tokens and their registration on chain. */
export function createIdentity({
  app,
  chain,
  verifySignature,
  verifyIdentity,
  countStatements,
}: IdentityDependencies): Module & { authenticate: Authenticate } {
  const service = createIdentityService({ config: app.config, chain, verifySignature });
  const views = createIdentityViews({ chain, countStatements });
  return {
    name: "identity",
    records: {
      "/actors/$account": async (ctx, named) =>
        isAddress(named, { strict: false }) && (await views.actor(ctx, getAddress(named.toLowerCase()) as Address)) !== null,
    },
    problems: IDENTITY_PROBLEMS,
    routes: [...identityRoutes({ app, service, views }), ...sessionsRoutes({ app, verifyIdentity, chain })],
    jobs: { "identity:purge-sessions": purgeSessions },
    crontab: ["23 * * * * identity:purge-sessions"],
    async authenticate(token) {
      const tx = app.db.dataSource.manager;
      const principal = await authenticate(tx, app.clock.now(), token);
      return principal && endWhenRevoked({ tx }, { chain }, principal);
    },
  };
}
