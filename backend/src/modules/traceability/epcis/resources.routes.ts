import { namespacesOf } from "@waybill/protocol/hashing/event-hash/namespaces";
import { resourceCollection } from "@waybill/protocol/schemas/api/epcis";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { route, type HandlerRequest, type Route } from "../../../platform/http/route.ts";
import { BIZ_STEPS, DISPOSITIONS, EVENT_TYPES } from "../query/cbv-words.ts";
import type { Criterion } from "../query/criteria.ts";
import { identifierOf } from "../query/index/keys.ts";
import { listValues, someEventMeets, type ValueSource } from "../query/known-values.ts";
import { FIXED_PARAMETERS } from "../query/parameters/fixed.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { collection } from "./collection.ts";
import { discovery, TAG } from "./discovery.ts";
import { translationOf } from "./epc-format.ts";
import { eventsPage, JSON_AND_XML_TYPES, JSON_TYPES, jsonReply, queryOf, type EventsSources } from "./events-page.ts";
import { EVENTS_PARAMETERS, EVENTS_RESPONSE } from "./events.routes.ts";
import { documented, EPCIS_HEADERS } from "./headers.ts";
import { checkVersions, epcFormatOf, extensionsOf, FORMAT_PARAMETERS, ASKING_PARAMETERS } from "./negotiate.ts";
import { nextPageHeaders, PAGING_PARAMETERS, readPageRequest } from "./paging.ts";

/** What one dimension of events is called, where its values are, and the query parameter that selects by it. */
interface Resource {
  path: string;
  parameter: string;
  words: string;
  source: ValueSource;
  standard: readonly string[];
  selects: string;
}

const RESOURCES: readonly Resource[] = [
  {
    path: "eventTypes",
    parameter: "eventType",
    words: "event types",
    source: { column: "event_type" },
    standard: EVENT_TYPES,
    selects: "eventType",
  },
  {
    path: "epcs",
    parameter: "epc",
    words: "EPCs",
    source: { facts: ["epc", "parentID", "inputEPC", "outputEPC"] },
    standard: [],
    selects: "MATCH_anyEPC",
  },
  {
    path: "bizSteps",
    parameter: "bizStep",
    words: "business steps",
    source: { column: "biz_step" },
    standard: BIZ_STEPS,
    selects: "EQ_bizStep",
  },
  {
    path: "bizLocations",
    parameter: "bizLocation",
    words: "business locations",
    source: { column: "biz_location" },
    standard: [],
    selects: "EQ_bizLocation",
  },
  {
    path: "readPoints",
    parameter: "readPoint",
    words: "read points",
    source: { column: "read_point" },
    standard: [],
    selects: "EQ_readPoint",
  },
  {
    path: "dispositions",
    parameter: "disposition",
    words: "dispositions",
    source: { column: "disposition" },
    standard: DISPOSITIONS,
    selects: "EQ_disposition",
  },
];

/** The top-level resources that events are grouped by: their values, and the events of each. */
export function resourcesRoutes({ app, sources }: EventsSources): Route[] {
  return RESOURCES.flatMap((resource) => [...listRoutes(app, resource), ...valueRoutes({ app, sources }, resource)]);
}

function listRoutes(app: App, { path, words, source, standard }: Resource): Route[] {
  const address = `/epcis/${path}`;
  return [
    discovery(address, "OPTIONS, GET"),
    route({
      method: "get",
      path: address,
      act: "statements:read",
      summary: `All ${words} that events name${standard.length > 0 ? ", and those of the standard" : ""}`,
      tag: TAG,
      query: z.looseObject({}),
      parameters: [...PAGING_PARAMETERS, ...ASKING_PARAMETERS, ...FORMAT_PARAMETERS],
      produces: JSON_TYPES,
      responses: {
        200: {
          description: "A page of them; `Link` leads to the next.",
          schema: resourceCollection,
          headers: documented(...Object.keys(EPCIS_HEADERS), "Link", "GS1-Next-Page-Token-Expires"),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const page = await readPageRequest(app, request.query, { question: path });
        const after = page.after?.[0] ?? "";
        const ctx = { tx: app.db.dataSource.manager };
        const found = await listValues(ctx, source, { after, limit: page.perPage + 1 });
        const all = inByteOrder([
          ...new Set([...found, ...standard.filter((word) => Buffer.compare(Buffer.from(word), Buffer.from(after)) > 0)]),
        ]);
        const keys = all.slice(0, page.perPage);
        const identifiers = keys.map(identifierOf);
        const translate = await translationOf(ctx, epcFormatOf(request), () => identifiers);
        const last = keys.at(-1);
        const next =
          last === undefined || all.length <= page.perPage
            ? {}
            : nextPageHeaders(app, request.url, { query: page.fingerprint, position: [last], left: null });
        return jsonReply(request, collection(identifiers.map(translate), extensionsOf(request)), next);
      },
    }),
  ];
}

function valueRoutes({ app, sources }: EventsSources, resource: Resource): Route[] {
  const { path, parameter, words } = resource;
  const address = `/epcis/${path}/{${parameter}}`;
  const params = z.object({ [parameter]: z.string().max(4_000) });
  return [
    discovery(address, "OPTIONS, GET"),
    route({
      method: "get",
      path: address,
      act: "statements:read",
      summary: `What there is of one of the ${words}`,
      tag: TAG,
      params,
      parameters: [...ASKING_PARAMETERS, ...PAGING_PARAMETERS],
      produces: JSON_TYPES,
      responses: {
        200: { description: "Its events.", schema: resourceCollection, headers: documented(...Object.keys(EPCIS_HEADERS)) },
      },
      handler: async (request) => {
        checkVersions(request);
        await criterionOf(app, request, resource);
        return jsonReply(request, collection(["events"]));
      },
    }),
    discovery(`${address}/events`, "OPTIONS, GET"),
    route({
      method: "get",
      path: `${address}/events`,
      act: "statements:read",
      summary: `Events of one of the ${words}, page by page`,
      description: "Takes every parameter of the query language besides.",
      tag: TAG,
      params,
      query: z.looseObject({}),
      parameters: EVENTS_PARAMETERS,
      produces: JSON_AND_XML_TYPES,
      responses: EVENTS_RESPONSE,
      handler: async (request) => {
        const query = queryOf(request);
        const criteria = [...(await criterionOf(app, request, resource)), ...query.criteria];
        return eventsPage({ app, sources }, request, {
          query: { ...query, criteria },
          parameters: request.query,
          queryName: "SimpleEventQuery",
        });
      },
    }),
  ];
}

/** What selects the events of the value in the path. @throws {ProblemError} 404 for a value that neither events nor the standard name */
async function criterionOf(
  app: App,
  request: Pick<HandlerRequest<Record<string, string>, unknown, unknown>, "params" | "header">,
  { parameter, selects, standard }: Resource,
): Promise<Criterion[]> {
  const value = request.params[parameter] ?? "";
  const criteria = criteriaFor(selects, value, extensionsOf(request));
  const [criterion] = criteria;
  const isStandard = criterion?.kind === "text" && criterion.oneOf.some((word) => standard.includes(word));
  if (criterion === undefined || !(isStandard || (await someEventMeets({ tx: app.db.dataSource.manager }, criterion))))
    throw new ProblemError(TRACEABILITY_PROBLEMS.unknownResource, { detail: `No event names ${value.slice(0, 200)}.` });
  return criteria;
}

/** None for text that the parameter does not take: nothing can have that value. */
function criteriaFor(selects: string, value: string, extensions: Readonly<Record<string, string>>): Criterion[] {
  try {
    return (
      FIXED_PARAMETERS[selects]?.criteria({ name: selects, value: { json: [value] } }, { namespaces: namespacesOf({ ...extensions }) }) ??
      []
    );
  } catch (error) {
    if (error instanceof ProblemError) return [];
    throw error;
  }
}

function inByteOrder(values: string[]): string[] {
  return values.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
