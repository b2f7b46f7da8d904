import { demoWallet, registrationRequest } from "@waybill/protocol/schemas/api/identity";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { actorView } from "@waybill/protocol/schemas/api/traceability";
import { address, type Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { demoWallets } from "./demo-wallets.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import type { IdentityService } from "./identity.service.ts";
import type { IdentityViews } from "./identity.views.ts";

const TAG = "Organisations";

export function identityRoutes({ app, service, views }: { app: App; service: IdentityService; views: IdentityViews }): Route[] {
  return [
    route({
      method: "post",
      path: "/api/organisations",
      act: "organisations:register",
      credential: "signature",
      summary: "Registers the account that signs, under a profile",
      description:
        "The profile is kept here; the chain keeps a salted hash of it. The registration is sent on chain for the account, at no cost to it.",
      tag: TAG,
      body: registrationRequest,
      responses: { 202: { description: "Accepted; the actor shows up on chain soon.", schema: actorView } },
      handler: async ({ body, traceId }) => {
        const account = await inTransaction(app, (ctx) => service.register(ctx, body), { traceId });
        const view = await inTransaction(app, (ctx) => views.actor(ctx, account), { traceId });
        return { status: 202, body: view, headers: { Location: `/api/actors/${account}` } };
      },
    }),
    route({
      method: "get",
      path: "/api/actors",
      act: "organisations:read",
      summary: "Organisations by name",
      tag: TAG,
      query: pageQuery,
      responses: { 200: { description: "A page of organisations.", schema: pageOf(actorView) } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => views.actors(ctx, query), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/actors/{account}",
      act: "organisations:read",
      summary: "One organisation: what it says of itself and what the chain says of it",
      tag: TAG,
      params: z.object({ account: address }),
      responses: { 200: { description: "The organisation.", schema: actorView } },
      handler: async ({ params, traceId }) => {
        const account = getAddress(params.account.toLowerCase()) as Address;
        const view = await inTransaction(app, (ctx) => views.actor(ctx, account), { traceId });
        if (!view) throw new ProblemError(IDENTITY_PROBLEMS.unknownActor);
        return { status: 200, body: view };
      },
    }),
    route({
      method: "get",
      path: "/api/demo/wallets",
      act: "demo:use",
      credential: "demo",
      summary: "The demonstration's wallets, with keys that everybody knows",
      tag: "Demonstration",
      responses: { 200: { description: "Wallets.", schema: z.array(demoWallet) } },
      handler: async ({ traceId }) => ({ status: 200, body: await inTransaction(app, demoWallets, { traceId }) }),
    }),
  ];
}
