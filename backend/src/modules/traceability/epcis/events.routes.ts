import { epcisQueryDocument, epcisXmlQueryDocument } from "@waybill/protocol/schemas/api/epcis";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { readPage } from "../query/run-query.ts";
import type { Position } from "../query/sql/order.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { TAG } from "./discovery.ts";
import { EVENT_PARAMETERS } from "./event-parameters.ts";
import { eventsPage, JSON_AND_XML_TYPES, queryOf, typeOf, writerFor, type EventsSources } from "./events-page.ts";
import { documented, EPCIS_HEADERS } from "./headers.ts";
import { checkVersions, epcFormatOf, FORMAT_PARAMETERS, ASKING_PARAMETERS } from "./negotiate.ts";
import { NEXT_PAGE_PARAMETER, nextPageHeaders, readPageRequest } from "./paging.ts";
import { PROOF_PARAMETER, proofsOf, wantsProof } from "./proofs.ts";
import { queryDocument } from "./query-document.ts";

/** More statements about one event on a page are no longer an answer that anybody reads. */
const MAX_STATEMENTS = 1_000;

/** What a list of events answers. */
export const EVENTS_RESPONSE = {
  200: {
    description: "An EPCISQueryDocument; `Link` leads to the next page.",
    schema: epcisQueryDocument,
    others: { "application/xml": epcisXmlQueryDocument },
    headers: documented(...Object.keys(EPCIS_HEADERS), "Link", "GS1-Next-Page-Token-Expires"),
  },
};

/** Headers and query parameters that every list of events takes. */
export const EVENTS_PARAMETERS = [PROOF_PARAMETER, ...ASKING_PARAMETERS, ...FORMAT_PARAMETERS, ...EVENT_PARAMETERS];

/** Events by query and by id. */
export function eventsRoutes({ app, sources }: EventsSources): Route[] {
  return [
    route({
      method: "get",
      path: "/epcis/events",
      act: "statements:read",
      summary: "Events that match a query, page by page",
      description:
        "Every parameter of the EPCIS query language, those with a field, type or unit in their name included. " +
        "Values of a list have | between them; prefixes in names are defined by GS1-Extensions.",
      tag: TAG,
      cost: 2,
      query: z.looseObject({}),
      parameters: EVENTS_PARAMETERS,
      produces: JSON_AND_XML_TYPES,
      responses: EVENTS_RESPONSE,
      handler: async (request) => {
        const query = queryOf(request);
        return eventsPage({ app, sources }, request, { query, parameters: request.query, queryName: "SimpleEventQuery" });
      },
    }),
    route({
      method: "get",
      path: "/epcis/events/{eventID}",
      act: "statements:read",
      summary: "One event, with its error declarations",
      description:
        "By the CBV event hash ID or by the eventID that its author wrote. Whatever statements carry the id come, one after the other: " +
        "choosing one of them would hide the others. The exact text of each is in its statement's bundle. Very many come page by page.",
      tag: TAG,
      params: z.object({ eventID: z.string().max(4_000) }),
      query: z.looseObject({}),
      parameters: [PROOF_PARAMETER, NEXT_PAGE_PARAMETER, ...ASKING_PARAMETERS, ...FORMAT_PARAMETERS],
      produces: JSON_AND_XML_TYPES,
      responses: {
        200: {
          description: "An EPCISQueryDocument.",
          schema: epcisQueryDocument,
          others: { "application/xml": epcisXmlQueryDocument },
          headers: documented(...Object.keys(EPCIS_HEADERS), "Link", "GS1-Next-Page-Token-Expires"),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const format = epcFormatOf(request);
        const write = writerFor(request);
        const isProven = wantsProof(request.query);
        const { eventID } = request.params;
        const page = await readPageRequest(app, request.query, { question: { eventID, isProven } });
        const { events, end } = await eventsById(app, eventID, page.after);
        if (events.length === 0) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownEvent);
        const ctx = { tx: app.db.dataSource.manager, clock: app.clock };
        const proofs = isProven ? await proofsOf(app, sources, events, request.traceId) : undefined;
        const { text, count } = await queryDocument(ctx, events, { queryName: "EventByID", format, isWhole: true, proofs, write });
        const position = count < events.length ? events[count - 1]?.position : end;
        const next = position === undefined ? {} : nextPageHeaders(app, request.url, { query: page.fingerprint, position, left: null });
        return { status: 200, text, contentType: typeOf(request), headers: { ...EPCIS_HEADERS, ...next } };
      },
    }),
  ];
}

/**
 * A page of statements that carry this id, oldest first, and where it ends when more follow. Two organisations that say the same say it once
 * on a page.
 */
async function eventsById(app: App, id: string, after: Position | null) {
  // One statement needs no transaction of its own, and this one is always quick.
  const { events, hasMore } = await readPage(
    { tx: app.db.dataSource.manager },
    {
      criteria: [{ kind: "eventId", oneOf: [id] }],
      order: { by: "sequence" },
      direction: "ASC",
      eventCountLimit: null,
      maxEventCount: null,
    },
    { after, limit: MAX_STATEMENTS },
  );
  const texts = new Set<string>();
  const once = events.filter(({ eventJson }) => !texts.has(eventJson) && texts.add(eventJson));
  return { events: once, end: hasMore ? events.at(-1)?.position : undefined };
}
