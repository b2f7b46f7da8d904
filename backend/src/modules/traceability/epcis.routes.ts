import { captureJob, SIGNED_CAPTURE_TYPE, signedCapture, signedEvent } from "@waybill/protocol/schemas/api/traceability";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type HandlerRequest, type Route } from "../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import { MAX_CAPTURE_BYTES } from "./capture/capture-limits.ts";
import { findCapture, listCaptures, type ErrorBehaviour } from "./capture/capture-jobs.ts";
import { CAPTURE_HEADERS, DISCOVERY_HEADERS, EPCIS_HEADERS } from "./epcis-headers.ts";
import { findEventsById, type StoredEvent } from "./epcis-events.ts";
import { TRACEABILITY_PROBLEMS } from "./traceability.errors.ts";
import type { TraceabilityService } from "./traceability.service.ts";

const TAG = "EPCIS 2.0";
const BODY_TYPES = ["application/json", "application/ld+json", SIGNED_CAPTURE_TYPE];

/** The part of the EPCIS 2.0 REST binding that captures events and gives them back. */
export function epcisRoutes({ app, service }: { app: App; service: TraceabilityService }): Route[] {
  return [
    discovery("/epcis/capture", "OPTIONS, GET, POST", CAPTURE_HEADERS),
    discovery("/epcis/capture/{captureId}", "OPTIONS, GET", DISCOVERY_HEADERS),
    discovery("/epcis/events", "OPTIONS, POST", DISCOVERY_HEADERS),
    discovery("/epcis/events/{eventId}", "OPTIONS, GET", DISCOVERY_HEADERS),
    route({
      method: "post",
      path: "/epcis/capture",
      permission: "author",
      summary: "Captures a document of events",
      description:
        "An EPCIS document with a bearer token is kept as claimed by that organisation. " +
        `As ${SIGNED_CAPTURE_TYPE} it brings one wallet signature per event, in document order. ` +
        "Errors that the request itself shows are answered at once, and nothing is stored.",
      tag: TAG,
      body: signedCapture,
      rawBody: true,
      accepts: BODY_TYPES,
      bodyLimitBytes: MAX_CAPTURE_BYTES,
      responses: { 202: { description: "Accepted; `Location` names the capture job.", schema: captureJob } },
      handler: async (request) => {
        const job = await service.capture(request, { behaviour: behaviourOf(request), traceId: request.traceId });
        return { status: 202, body: job, headers: { ...EPCIS_HEADERS, Location: `/epcis/capture/${job.captureID}` } };
      },
    }),
    route({
      method: "get",
      path: "/epcis/capture",
      permission: "public",
      summary: "Capture jobs, newest first",
      tag: TAG,
      query: z.object({
        perPage: z.coerce.number().int().min(1).max(100).default(30),
        nextPageToken: z.string().max(100).optional(),
      }),
      responses: { 200: { description: "A page of jobs; `Link` leads to the next.", schema: z.array(captureJob) } },
      handler: async ({ query, traceId }) => {
        const page = { after: query.nextPageToken ?? null, limit: query.perPage };
        const { items, next } = await inTransaction(app, (ctx) => listCaptures(ctx, page), { traceId });
        const link: Record<string, string> =
          next === null ? {} : { Link: `</epcis/capture?perPage=${query.perPage}&nextPageToken=${next}>; rel="next"` };
        return { status: 200, body: items, headers: { ...EPCIS_HEADERS, ...link } };
      },
    }),
    route({
      method: "get",
      path: "/epcis/capture/{captureId}",
      permission: "public",
      summary: "One capture job and what became of its events",
      tag: TAG,
      params: z.object({ captureId: z.string().max(100) }),
      responses: { 200: { description: "The job.", schema: captureJob } },
      handler: async ({ params, traceId }) => {
        const job = await inTransaction(app, (ctx) => findCapture(ctx, params.captureId), { traceId });
        if (!job) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownCapture);
        return { status: 200, body: job, headers: EPCIS_HEADERS };
      },
    }),
    route({
      method: "post",
      path: "/epcis/events",
      permission: "author",
      summary: "Captures one event",
      description: `A bare event with its own @context and a bearer token, or both in ${SIGNED_CAPTURE_TYPE}. Stating the same again gives the same statement.`,
      tag: TAG,
      body: signedEvent,
      rawBody: true,
      accepts: BODY_TYPES,
      responses: {
        201: {
          description: "Stored; `Location` names the event.",
          schema: z.object({ eventId: z.string(), commitment: z.string(), duplicate: z.boolean() }),
        },
      },
      handler: async (request) => {
        const { eventId, commitment, duplicate } = await service.captureEvent(request, { traceId: request.traceId });
        const headers = { ...EPCIS_HEADERS, Location: `/epcis/events/${encodeURIComponent(eventId)}` };
        return { status: 201, body: { eventId, commitment, duplicate }, headers };
      },
    }),
    route({
      method: "get",
      path: "/epcis/events/{eventId}",
      permission: "public",
      summary: "One event, exactly as captured",
      description:
        "By the CBV event hash ID or by the eventID that its author wrote. When several statements carry the id, whose texts differ, " +
        "all of them come in an EPCISQueryDocument: choosing one of them would hide the others.",
      tag: TAG,
      params: z.object({ eventId: z.string().max(2000) }),
      responses: { 200: { description: "The event, or an EPCISQueryDocument.", schema: z.record(z.string(), z.unknown()) } },
      handler: async ({ params, traceId }) => {
        const events = await inTransaction(app, (ctx) => findEventsById(ctx, params.eventId), { traceId });
        if (events.length === 0) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownEvent);
        return { status: 200, text: eventsText(events, app.clock.now()), headers: EPCIS_HEADERS };
      },
    }),
  ];
}

function discovery(path: string, allow: string, headers: Readonly<Record<string, string>>): Route {
  const parameter = /\{(\w+)\}/.exec(path)?.[1];
  return route({
    method: "options",
    path,
    permission: "public",
    summary: "Versions, limits and methods of this resource",
    tag: TAG,
    ...(parameter === undefined ? {} : { params: z.object({ [parameter]: z.string() }) }),
    responses: { 204: { description: "In the headers." } },
    handler: async () => ({ status: 204, headers: { ...headers, Allow: allow } }),
  });
}

function behaviourOf({ header }: Pick<HandlerRequest<unknown, unknown, unknown>, "header">): ErrorBehaviour {
  const value = header("gs1-capture-error-behaviour") ?? "rollback";
  if (value === "rollback" || value === "proceed") return value;
  throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "GS1-Capture-Error-Behaviour must be rollback or proceed." });
}

/** One text as it is; several in the standard's envelope, each as it is. */
function eventsText(events: readonly StoredEvent[], now: Date): string {
  const texts = [...new Set(events.map(({ eventJson }) => eventJson))];
  if (texts.length === 1 && texts[0] !== undefined) return texts[0];
  const head = JSON.stringify({
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: now.toISOString(),
  });
  const results = `{"queryResults":{"queryName":"EventByID","resultsBody":{"eventList":[${texts.join(",")}]}}}`;
  return `${head.slice(0, -1)},"epcisBody":${results}}`;
}
