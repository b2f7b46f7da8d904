import { chainAct, installationOrganisationView, operationAct } from "@waybill/protocol/schemas/api/installation";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, hex32, type Address } from "@waybill/protocol/schemas/primitives";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { facet } from "../../../platform/http/facet.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { ActorChain } from "../identity.ports.ts";
import { findOrganisation, listOrganisations } from "./organisations.store.ts";
import { organisationViews } from "./organisations.views.ts";

const TAG = "Installation";
const params = z.object({ account: address });
const query = pageQuery.extend({
  named: facet(z.string().min(1).max(200)).describe("Anywhere in its name; or its whole GLN or account."),
  state: facet(z.enum(["pending", "registered", "revoked"])),
  role: facet(z.enum(Object.keys(ROLE) as [RoleName, ...RoleName[]])).describe("On chain."),
});

/** Organisations and actors, for whoever runs the installation. Its own wallet registers and revokes them. */
export function organisationsRoutes({ app, chain }: { app: App; chain: Pick<ActorChain, "actorsByAccount" | "everyActor"> }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/organisations",
      act: "installation:listOrganisations",
      isLive: true,
      summary: "Organisations with a profile here and accounts registered on chain, by name",
      tag: TAG,
      query,
      responses: { 200: { description: "A page of organisations.", schema: pageOf(installationOrganisationView) } },
      handler: async ({ query: { after, limit, role, ...filter }, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            const actors = await chain.everyActor(ctx);
            const rows = await listOrganisations(ctx, actors, { ...filter, role: role === null ? null : ROLE[role] }, { after, limit });
            const shown = rows.slice(0, limit);
            const items = await organisationViews(ctx, shown, actors);
            return { items, next: rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null };
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "get",
      path: "/api/installation/organisations/{account}",
      act: "installation:listOrganisations",
      isLive: true,
      summary: "One account: what it asked for, what the chain says of it, and who acts for it",
      tag: TAG,
      params,
      responses: { 200: { description: "Also for an account that nobody knows.", schema: installationOrganisationView } },
      handler: async ({ params, traceId }) => {
        const account = checksummed(params.account);
        const body = await inTransaction(
          app,
          async (ctx) => {
            const [view] = await organisationViews(
              ctx,
              [await findOrganisation(ctx, account)],
              await chain.actorsByAccount(ctx, [account]),
            );
            return view;
          },
          { traceId },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/organisations/{account}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to register an account on chain, or to revoke it",
      description: "The contract decides by the AccessManager; this is the right that is kept here, and who of the admins it was.",
      tag: TAG,
      params,
      body: chainAct,
      responses: { 204: { description: "Noted in the audit log." } },
      handler: async ({ params, body, principal, traceId }) => {
        const account = checksummed(params.account);
        await inTransaction(
          app,
          async (ctx) =>
            body.act === "register"
              ? record(ctx, { action: "actor.registering", by: principal, account, subject: account, details: { roles: body.roles } })
              : record(ctx, { action: "actor.revoking", by: principal, account, subject: account }),
          { traceId },
        );
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/operations/{id}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to do a call that was announced on chain, or to call it off",
      description: "The AccessManager decides; `id` is its name of the operation, which is not looked for.",
      tag: TAG,
      params: z.object({ id: hex32 }),
      body: operationAct,
      responses: { 204: { description: "Noted in the audit log." } },
      handler: async ({ params: { id }, body, principal, traceId }) => {
        const action = body.act === "execute" ? "operation.executing" : "operation.cancelling";
        await inTransaction(app, async (ctx) => record(ctx, { action, by: principal, subject: id }), { traceId });
        return { status: 204 };
      },
    }),
  ];
}

function checksummed(account: string): Address {
  return getAddress(account.toLowerCase()) as Address;
}
