import { canonicalDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { linkEndRequest, linkRequest, linkView } from "@waybill/protocol/schemas/api/resolver";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { LinksService } from "./links.service.ts";
import { listLinks, viewOf } from "./links.store.ts";

const TAG = "GS1 Digital Link";

/** Links as organisations set them. */
export function linksRoutes({ app, service }: { app: App; service: LinksService }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/links",
      act: "links:read",
      summary: "Links that organisations have set, newest first, ended ones too",
      tag: TAG,
      query: pageQuery.extend({
        account: address.optional().describe("Only those that this organisation set."),
        identifier: z.string().max(500).optional().describe("Only those of this very Digital Link."),
      }),
      responses: { 200: { description: "A page of links.", schema: pageOf(linkView) } },
      handler: async ({ query: { account, identifier, ...page }, traceId }) => {
        const wanted = {
          account: account === undefined ? undefined : (getAddress(account.toLowerCase()) as Address),
          identifier: identifier === undefined ? undefined : (canonicalDigitalLink(identifier) ?? identifier),
        };
        const items = (await inTransaction(app, (ctx) => listLinks(ctx, wanted, page), { traceId })).map(viewOf);
        return { status: 200, body: { items, next: items.length === page.limit ? (items.at(-1)?.id ?? null) : null } };
      },
    }),
    route({
      method: "post",
      path: "/api/links",
      act: "links:set",
      credential: "author",
      summary: "Sets a link of an identifier of one's own, or replaces one",
      description:
        "With a bearer token, or with the organisation's signature over LinkStatement. A link is never rewritten: with `replaces` the old one " +
        "ends where the new one begins, and goods that were sold before keep leading to the old one where it is valid by sale.",
      tag: TAG,
      body: linkRequest,
      responses: { 201: { description: "The link.", schema: linkView } },
      handler: async ({ body, principal, traceId }) => {
        const row = await inTransaction(
          app,
          async (ctx) => {
            const set = await service.set(ctx, authorOf(principal), body);
            record(ctx, { action: "link.added", by: principal ?? set.account, subject: set.id, details: { identifier: set.identifier } });
            return set;
          },
          { traceId },
        );
        return { status: 201, body: viewOf(row) };
      },
    }),
    route({
      method: "post",
      path: "/api/links/{id}/end",
      act: "links:end",
      credential: "author",
      summary: "Ends a link",
      description: "With a bearer token, or with the organisation's signature over LinkEnd. A link that has ended before stays as it is.",
      tag: TAG,
      params: z.object({ id: hex32 }),
      body: linkEndRequest,
      responses: { 200: { description: "The link with its end.", schema: linkView } },
      handler: async ({ params, body, principal, traceId }) => {
        const row = await inTransaction(
          app,
          async (ctx) => {
            const ended = await service.end(ctx, authorOf(principal), params.id as Hex32, body);
            record(ctx, { action: "link.ended", by: principal ?? ended.account, subject: ended.id });
            return ended;
          },
          { traceId },
        );
        return { status: 200, body: viewOf(row) };
      },
    }),
  ];
}

function authorOf(principal: Principal | null): Address | null {
  return (principal?.account ?? null) as Address | null;
}
