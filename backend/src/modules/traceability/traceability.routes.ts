import { parseLosslessObject, stringifyLossless, type Json } from "@waybill/protocol/hashing/lossless-json";
import { eventView, journeyView as journeyViewSchema, searchHit, statementView } from "@waybill/protocol/schemas/api/traceability";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { eventBundle, journeyBundle } from "@waybill/protocol/schemas/bundle";
import { profilesOf } from "@waybill/protocol/templates/templates";
import { address, hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { route, type Route } from "../../platform/http/route.ts";
import type { SilentHolders } from "./traceability.ports.ts";
import { eventBundleText, journeyBundleText, type BundleSources } from "./bundles/event-bundle.ts";
import { getStatement } from "./erasure/get-statement.ts";
import { statementsOf, statementsOfEvent } from "./statement-rows.ts";
import { templateRoutes } from "./templates.routes.ts";
import { TRACEABILITY_PROBLEMS } from "./traceability.errors.ts";
import { journeyView, readJourney, subjectOf } from "./views/journey-view.ts";
import { search } from "./views/search.ts";
import { statementViews } from "./views/statement-views.ts";

const TAG = "Statements and journeys";
const subjectQuery = z.object({
  subject: z.string().min(1).max(500).describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit."),
});
const commitmentParams = z.object({ commitment: hex32 });

/** Reads for screens, and proofs to take away. */
export function traceabilityRoutes({
  app,
  silentHolders,
  ...sources
}: { app: App; silentHolders: SilentHolders } & BundleSources): Route[] {
  const { chain } = sources;
  return [
    ...templateRoutes(),
    route({
      method: "get",
      path: "/api/events/{eventHash}",
      act: "statements:read",
      summary: "One event, every statement about it, and the events as captured",
      tag: TAG,
      params: z.object({ eventHash: hex32 }),
      responses: { 200: { description: "The event.", schema: eventView } },
      handler: async ({ params, traceId }) => {
        const text = await inTransaction(
          app,
          async (ctx) => {
            const rows = await statementsOfEvent(ctx, params.eventHash as Hex32);
            const [first] = rows;
            if (!first) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownEvent);
            const statements = await statementViews(ctx, chain, rows);
            const documents = rows.map(({ eventJson }) => parseLosslessObject(eventJson));
            const profiles = profilesOf(documents) as unknown as Json;
            return stringifyLossless({ eventId: first.eventId, statements: statements as unknown as Json, documents, profiles });
          },
          { traceId },
        );
        return { status: 200, text };
      },
    }),
    route({
      method: "get",
      path: "/api/statements",
      act: "statements:read",
      summary: "Statements of one organisation, newest first",
      tag: TAG,
      query: pageQuery.extend({ account: address }),
      responses: { 200: { description: "A page of statements.", schema: pageOf(statementView) } },
      handler: async ({ query: { account, ...page }, traceId }) => {
        const author = getAddress(account.toLowerCase()) as Address;
        const items = await inTransaction(app, async (ctx) => statementViews(ctx, chain, await statementsOf(ctx, author, page)), {
          traceId,
        });
        return { status: 200, body: { items, next: items.length === page.limit ? (items.at(-1)?.commitment ?? null) : null } };
      },
    }),
    route({
      method: "get",
      path: "/api/statements/{commitment}",
      act: "statements:read",
      summary: "One statement: who says what, and how settled it is",
      tag: TAG,
      refuses: [410],
      params: commitmentParams,
      responses: { 200: { description: "The statement.", schema: statementView } },
      handler: async ({ params, traceId }) => {
        const body = await inTransaction(
          app,
          async (ctx) => (await statementViews(ctx, chain, [await getStatement(ctx, params.commitment as Hex32)]))[0],
          { traceId },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/statements/{commitment}/bundle",
      act: "statements:read",
      summary: "The proof of one statement, to be checked without us",
      tag: TAG,
      refuses: [410],
      params: commitmentParams,
      responses: { 200: { description: "A bundle; keep its numbers as written.", schema: eventBundle } },
      handler: async ({ params, traceId }) => {
        const commitment = params.commitment as Hex32;
        const text = await inTransaction(app, async (ctx) => eventBundleText(ctx, sources, await getStatement(ctx, commitment)), {
          traceId,
          isSnapshot: true,
        });
        return { status: 200, text, headers: attachment(`waybill-event-${commitment.slice(2, 10)}.json`) };
      },
    }),
    route({
      method: "get",
      path: "/api/journeys",
      act: "statements:read",
      summary: "The journey of a lot, serial or logistic unit",
      tag: TAG,
      cost: 2,
      query: subjectQuery,
      responses: { 200: { description: "The journey; without statements when nobody has reported anything.", schema: journeyViewSchema } },
      handler: async ({ query, traceId }) => {
        const subject = subjectOf(query.subject);
        const body = await inTransaction(
          app,
          async (ctx) => journeyView(ctx, { ...sources, silentHolders }, await readJourney(ctx, subject)),
          { traceId },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/journeys/bundle",
      act: "statements:read",
      summary: "The proof of a whole journey, to be checked without us",
      tag: TAG,
      cost: 5,
      query: subjectQuery,
      responses: { 200: { description: "A bundle; keep its numbers as written.", schema: journeyBundle } },
      handler: async ({ query, traceId }) => {
        const subject = subjectOf(query.subject);
        const text = await inTransaction(app, (ctx) => journeyBundleText(ctx, sources, subject), { traceId, isSnapshot: true });
        return { status: 200, text, headers: attachment("waybill-journey.json") };
      },
    }),
    route({
      method: "get",
      path: "/api/search",
      act: "statements:read",
      summary: "Products, lots, units, organisations, places, events, anchors and transactions by what a person typed",
      tag: TAG,
      cost: 3,
      query: z.object({ q: z.string().max(500).default("") }),
      responses: { 200: { description: "The best hits of each kind.", schema: pageOf(searchHit) } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => search(ctx, chain, query.q.trim()), { traceId }), next: null },
      }),
    }),
  ];
}

function attachment(name: string): Record<string, string> {
  return { "Content-Disposition": `attachment; filename="${name}"` };
}
