import { installationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address } from "@waybill/protocol/schemas/primitives";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { facet } from "../../../platform/http/facet.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { ActorChain } from "../identity.ports.ts";
import { checksummed } from "./checksummed.ts";
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
  ];
}
