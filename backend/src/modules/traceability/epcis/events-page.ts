import { xmlFromEpcis } from "@waybill/protocol/epcis-xml/write/document";
import { namespacesOf } from "@waybill/protocol/hashing/event-hash/namespaces";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { App } from "../../../platform/app.ts";
import type { HandlerRequest, Reply } from "../../../platform/http/route.ts";
import { MAX_PROVEN } from "../bundles/bundles-within.ts";
import type { BundleSources } from "../bundles/event-bundle.ts";
import type { EventQuery } from "../query/criteria.ts";
import { readQuery } from "../query/parameters/read-query.ts";
import { runQuery } from "../query/run-query.ts";
import { givenFromUrl } from "./event-parameters.ts";
import { EPCIS_HEADERS } from "./headers.ts";
import { cbvFormatOf, checkVersions, epcFormatOf, extensionsOf } from "./negotiate.ts";
import { nextPageHeaders, readPageRequest } from "./paging.ts";
import { proofsOf, wantsProof } from "./proofs.ts";
import { queryDocument } from "./query-document.ts";

/** Media types of everything below /epcis. */
export const JSON_TYPES = ["application/json", "application/ld+json"] as const;
const XML_TYPE = "application/xml";
/** Where the official file has XML, too. */
export const JSON_AND_XML_TYPES = [...JSON_TYPES, XML_TYPE] as const;

export type EpcisRequest = Pick<HandlerRequest<unknown, unknown, unknown>, "header" | "url" | "accepted" | "traceId">;

/** What the query string of a request asks for. @throws {ProblemError} for a version, parameter or value that there is not */
export function queryOf(request: EpcisRequest & { query: Readonly<Record<string, unknown>> }): EventQuery {
  checkVersions(request);
  return readQuery(givenFromUrl(request.query), { namespaces: namespacesOf(extensionsOf(request)) });
}

/** What answers events, and proves them. */
export interface EventsSources {
  app: App;
  sources: BundleSources;
}

/** One page of the events that a query selects. `parameters` is the query string as parsed. */
export async function eventsPage(
  { app, sources }: EventsSources,
  request: EpcisRequest,
  { query, parameters, queryName }: { query: EventQuery; parameters: Readonly<Record<string, unknown>>; queryName: string },
): Promise<Reply> {
  const format = epcFormatOf(request);
  const write = writerFor(request);
  const page = await readPageRequest(app, parameters, { question: query, limit: query.eventCountLimit });
  const isProven = wantsProof(parameters);
  const limit = Math.min(page.perPage, page.left ?? page.perPage, isProven ? MAX_PROVEN : page.perPage);
  const { events, hasMore } = await runQuery(app, query, { after: page.after, limit, traceId: request.traceId });
  const proofs = isProven ? await proofsOf(app, sources, events, request.traceId) : undefined;
  const { text, count } = await queryDocument({ tx: app.db.dataSource.manager, clock: app.clock }, events, {
    queryName,
    format,
    proofs,
    write,
  });
  const last = events[count - 1];
  const left = page.left === null ? null : page.left - count;
  const isLast = last === undefined || left === 0 || !(hasMore || count < events.length);
  const next = isLast ? {} : nextPageHeaders(app, request.url, { query: page.fingerprint, position: last.position, left });
  return { status: 200, text, contentType: typeOf(request), headers: { ...EPCIS_HEADERS, ...next } };
}

/** How the client wants documents of events written. @throws {ProblemError} for a form of standard values that there is not */
export function writerFor(request: Pick<EpcisRequest, "accepted" | "header">): (document: JsonObject) => string {
  const cbv = cbvFormatOf(request);
  return isXmlWanted(request) ? (document) => xmlFromEpcis(document, { cbv }) : stringifyLossless;
}

export function isXmlWanted({ accepted }: Pick<EpcisRequest, "accepted">): boolean {
  return accepted === XML_TYPE;
}

/** A small answer of our own making. */
export function jsonReply(request: Pick<EpcisRequest, "accepted">, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, body, contentType: typeOf(request), headers: { ...EPCIS_HEADERS, ...headers } };
}

export function typeOf({ accepted }: Pick<EpcisRequest, "accepted">): string {
  return `${accepted}; charset=utf-8`;
}
