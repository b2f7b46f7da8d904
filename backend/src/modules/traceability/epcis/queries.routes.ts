import { isJsonObject, parseLossless, stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { sha256OfText } from "@waybill/protocol/hashing/sha256";
import { queryDefinition } from "@waybill/protocol/schemas/api/epcis";
import { z } from "zod";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { unstorable } from "../../../platform/http/json-body.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import {
  createNamedQuery,
  deleteNamedQuery,
  eventQueryOf,
  getNamedQuery,
  listNamedQueries,
  readQueryBody,
  type NamedQuery,
} from "../query/named-queries.ts";
import { illFormed } from "../query/parameters/value.ts";
import { discovery, TAG } from "./discovery.ts";
import { givenFromUrl } from "./event-parameters.ts";
import { eventsPage, JSON_AND_XML_TYPES, JSON_TYPES, typeOf, type EventsSources } from "./events-page.ts";
import { STREAM_PARAMETERS } from "./events-stream.ts";
import { EVENTS_RESPONSE } from "./events.routes.ts";
import { documented, EPCIS_HEADERS } from "./headers.ts";
import { checkVersions, extensionsOf, FORMAT_PARAMETERS, SENDING_PARAMETERS, ASKING_PARAMETERS } from "./negotiate.ts";
import { nextPageHeaders, PAGING_PARAMETERS, readPageRequest } from "./paging.ts";
import { PROOF_PARAMETER } from "./proofs.ts";

const params = z.object({ queryName: z.string().max(200) });

/** Queries under names: made by organisations, run by anybody. */
export function queriesRoutes({ app, sources }: EventsSources): Route[] {
  const reading = { tx: app.db.dataSource.manager };
  return [
    discovery("/epcis/queries", "OPTIONS, GET, POST"),
    discovery("/epcis/queries/{queryName}", "OPTIONS, GET, DELETE"),
    discovery("/epcis/queries/{queryName}/events", "OPTIONS, GET"),
    route({
      method: "get",
      path: "/epcis/queries",
      act: "queries:read",
      summary: "All named queries",
      tag: TAG,
      query: z.looseObject({}),
      parameters: [...PAGING_PARAMETERS, ...ASKING_PARAMETERS],
      produces: JSON_TYPES,
      responses: {
        200: {
          description: "A page of them; `Link` leads to the next.",
          schema: z.array(queryDefinition),
          headers: documented(...Object.keys(EPCIS_HEADERS), "Link", "GS1-Next-Page-Token-Expires"),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const page = await readPageRequest(app, request.query, { question: "queries" });
        const found = await listNamedQueries(reading, { after: page.after?.[0] ?? "", limit: page.perPage + 1 });
        const queries = found.slice(0, page.perPage);
        const last = queries.at(-1);
        const next =
          last === undefined || found.length <= page.perPage
            ? {}
            : nextPageHeaders(app, request.url, { query: page.fingerprint, position: [last.name], left: null });
        return {
          status: 200,
          text: `[${queries.map(textOf).join(",")}]`,
          contentType: typeOf(request),
          headers: { ...EPCIS_HEADERS, ...next },
        };
      },
    }),
    route({
      method: "post",
      path: "/epcis/queries",
      act: "queries:keep",
      summary: "Keeps a query under a name",
      description:
        "The query is a JSON object of the query language; prefixes in names are defined by its `@context` or by GS1-Extensions.",
      tag: TAG,
      body: queryDefinition,
      rawBody: true,
      accepts: JSON_TYPES,
      parameters: SENDING_PARAMETERS,
      responses: { 201: { description: "Kept.", headers: documented(...Object.keys(EPCIS_HEADERS), "Location") } },
      handler: async (request) => {
        checkVersions(request);
        const { name, query } = parseBody(request.text);
        const extensions = extensionsOf(request);
        // Read for its problems alone: what cannot be run is not kept.
        readQueryBody(query, extensions);
        const account = request.principal?.account ?? "";
        const kept = { name, account, query: stringifyLossless(query), extensions };
        await inTransaction(
          app,
          async (ctx) => {
            await createNamedQuery(ctx, kept);
            record(ctx, { action: "query.named", by: request.principal, subject: sha256OfText(name) });
          },
          { traceId: request.traceId },
        );
        return { status: 201, headers: { ...EPCIS_HEADERS, Location: `/epcis/queries/${encodeURIComponent(name)}` } };
      },
    }),
    route({
      method: "get",
      path: "/epcis/queries/{queryName}",
      act: "queries:read",
      summary: "One named query",
      tag: TAG,
      params,
      parameters: ASKING_PARAMETERS,
      produces: JSON_TYPES,
      responses: { 200: { description: "The query.", schema: queryDefinition, headers: documented(...Object.keys(EPCIS_HEADERS)) } },
      handler: async (request) => {
        checkVersions(request);
        const text = textOf(await getNamedQuery(reading, request.params.queryName));
        return { status: 200, text, contentType: typeOf(request), headers: EPCIS_HEADERS };
      },
    }),
    route({
      method: "delete",
      path: "/epcis/queries/{queryName}",
      act: "queries:forget",
      summary: "Forgets a query of one's own",
      tag: TAG,
      params,
      responses: { 204: { description: "Forgotten." } },
      handler: async ({ params: { queryName }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            await deleteNamedQuery(ctx, queryName, principal?.account ?? "");
            record(ctx, { action: "query.removed", by: principal, subject: sha256OfText(queryName) });
          },
          { traceId },
        );
        return { status: 204, headers: EPCIS_HEADERS };
      },
    }),
    route({
      method: "get",
      path: "/epcis/queries/{queryName}/events",
      act: "queries:read",
      summary: "Events that a named query selects, page by page, or as they come over a WebSocket",
      description:
        "With `Upgrade: websocket` and a bearer token, or the subprotocols `epcis` and `bearer.<token>`, each text of the WebSocket is an " +
        "EPCISQueryDocument, whose `id` takes a later connection up where it ended. Set either `stream` or a schedule.",
      tag: TAG,
      cost: 2,
      params,
      query: z.looseObject({}),
      parameters: [PROOF_PARAMETER, ...PAGING_PARAMETERS, ...STREAM_PARAMETERS, ...ASKING_PARAMETERS, ...FORMAT_PARAMETERS],
      produces: JSON_AND_XML_TYPES,
      responses: {
        ...EVENTS_RESPONSE,
        101: { description: "A WebSocket.", headers: documented("Upgrade", "Connection", "GS1-Query-Min-Record-Time") },
      },
      handler: async (request) => {
        checkVersions(request);
        const named = await getNamedQuery(reading, request.params.queryName);
        const [further] = givenFromUrl(request.query);
        if (further) throw illFormed(further, "is not taken here: a named query is run as it is");
        return eventsPage({ app, sources }, request, { query: eventQueryOf(named), parameters: request.query, queryName: named.name });
      },
    }),
  ];
}

function parseBody(text: string): { name: string; query: JsonObject } {
  let body: unknown;
  try {
    body = parseLossless(text);
  } catch (error) {
    throw new ProblemError(PLATFORM_PROBLEMS.malformedJson, { detail: error instanceof Error ? error.message.slice(0, 200) : "Not JSON." });
  }
  const parsed = queryDefinition.safeParse(body);
  const errors = unstorable(body);
  if (!parsed.success || errors.length > 0 || !isJsonObject(body) || !isJsonObject(body["query"]))
    throw new ProblemError(PLATFORM_PROBLEMS.badRequest, {
      detail: "The body must hold a name of 1 to 200 characters and a query.",
      errors,
    });
  return { name: parsed.data.name, query: body["query"] };
}

function textOf({ name, query }: NamedQuery): string {
  return `{"name":${JSON.stringify(name)},"query":${query}}`;
}
