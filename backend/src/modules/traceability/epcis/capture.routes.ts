import { captureJobXml } from "@waybill/protocol/epcis-xml/write/answers";
import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { capturedDocument, epcisEvent } from "@waybill/protocol/schemas/api/epcis";
import {
  CAPTURED_STATEMENT_TYPE,
  captureJob,
  captureJobInXml,
  capturedStatement,
  SIGNED_CAPTURE_TYPE,
  signedCapture,
  signedEvent,
  type CaptureJob,
} from "@waybill/protocol/schemas/api/traceability";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { route, type ParameterDefinition, type Reply, type Route } from "../../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { findCapture, listCaptures, type ErrorBehaviour } from "../capture/capture-jobs.ts";
import { MAX_CAPTURE_BYTES } from "../capture/capture-limits.ts";
import { isXml, XML_TYPES } from "../capture/read-xml-body.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { TraceabilityService } from "../traceability.service.ts";
import { discovery, TAG } from "./discovery.ts";
import { isXmlWanted, typeOf, type EpcisRequest } from "./events-page.ts";
import { CAPTURE_HEADERS, documented, EPCIS_HEADERS, SUPPORTED, SUPPORTED_IN_XML } from "./headers.ts";
import { checkVersions, SENDING_PARAMETERS, ASKING_PARAMETERS, type WithHeaders } from "./negotiate.ts";
import { nextPageHeaders, PAGING_PARAMETERS, readPageRequest } from "./paging.ts";
import { answeredEvent } from "./query-document.ts";

const BODY_TYPES = ["application/json", "application/ld+json", ...XML_TYPES, SIGNED_CAPTURE_TYPE];
const XML_BODIES = Object.fromEntries(XML_TYPES.map((type) => [type, z.string()]));
const JOB_TYPES = ["application/json", "application/xml"];
const HEADERS = Object.keys(EPCIS_HEADERS);

const ERROR_BEHAVIOUR: ParameterDefinition = {
  name: "GS1-Capture-Error-Behaviour",
  in: "header",
  description: "`rollback`: all events or none. `proceed`: all that are good.",
  schema: z.enum(["rollback", "proceed"]).default("rollback"),
};

/** The part of the EPCIS 2.0 REST binding that takes events in. */
export function captureRoutes({ app, service }: { app: App; service: TraceabilityService }): Route[] {
  return [
    discovery("/epcis/capture", "OPTIONS, GET, POST", CAPTURE_HEADERS),
    discovery("/epcis/capture/{captureID}", "OPTIONS, GET"),
    discovery("/epcis/events", "OPTIONS, GET, POST"),
    discovery("/epcis/events/{eventID}", "OPTIONS, GET"),
    route({
      method: "post",
      path: "/epcis/capture",
      act: "statements:capture",
      credential: "author",
      summary: "Captures a document of events",
      description:
        "An EPCIS document with a bearer token is kept as claimed by that organisation. XML of EPCIS 1.x and 2.0 is converted to JSON. " +
        `As ${SIGNED_CAPTURE_TYPE} it brings one wallet signature per event, in document order. ` +
        "Errors that the request itself shows are answered at once, and nothing is stored.",
      tag: TAG,
      refuses: [410],
      body: capturedDocument,
      bodies: { [SIGNED_CAPTURE_TYPE]: signedCapture, ...XML_BODIES },
      rawBody: true,
      accepts: BODY_TYPES,
      parameters: [...SENDING_PARAMETERS, ERROR_BEHAVIOUR],
      bodyLimitBytes: MAX_CAPTURE_BYTES,
      produces: JOB_TYPES,
      responses: {
        202: {
          description: "Accepted; `Location` names the capture job.",
          schema: captureJob,
          others: { "application/xml": captureJobInXml },
          headers: documented(...HEADERS, "Location"),
        },
      },
      handler: async (request) => {
        checkSentVersions(request);
        const job = await service.capture(request, { behaviour: behaviourOf(request), traceId: request.traceId });
        return { ...jobReply(request, job), status: 202, headers: { ...EPCIS_HEADERS, Location: `/epcis/capture/${job.captureID}` } };
      },
    }),
    route({
      method: "get",
      path: "/epcis/capture",
      act: "captureJobs:read",
      summary: "Capture jobs, newest first",
      tag: TAG,
      query: z.looseObject({}),
      parameters: [...PAGING_PARAMETERS, ...ASKING_PARAMETERS],
      responses: {
        200: {
          description: "A page of jobs; `Link` leads to the next.",
          schema: z.array(captureJob),
          headers: documented(...HEADERS, "Link", "GS1-Next-Page-Token-Expires"),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const page = await readPageRequest(app, request.query, { question: "capture" });
        const wanted = { after: page.after?.[0] ?? null, limit: page.perPage };
        const { items, next } = await inTransaction(app, (ctx) => listCaptures(ctx, wanted), { traceId: request.traceId });
        const link = next === null ? {} : nextPageHeaders(app, request.url, { query: page.fingerprint, position: [next], left: null });
        return { status: 200, body: items, headers: { ...EPCIS_HEADERS, ...link } };
      },
    }),
    route({
      method: "get",
      path: "/epcis/capture/{captureID}",
      act: "captureJobs:read",
      summary: "One capture job and what became of its events",
      tag: TAG,
      params: z.object({ captureID: z.string().max(100) }),
      parameters: ASKING_PARAMETERS,
      produces: JOB_TYPES,
      responses: {
        200: {
          description: "The job.",
          schema: captureJob,
          others: { "application/xml": captureJobInXml },
          headers: documented(...HEADERS),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const job = await inTransaction(app, (ctx) => findCapture(ctx, request.params.captureID), { traceId: request.traceId });
        if (!job) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownCapture);
        return { ...jobReply(request, job), headers: EPCIS_HEADERS };
      },
    }),
    route({
      method: "post",
      path: "/epcis/events",
      act: "statements:capture",
      credential: "author",
      keepsNoAnswer: true,
      summary: "Captures one event",
      description:
        "A bare event with its own @context and a bearer token: the answer is the event, and `Link` names its statement. " +
        `With a wallet signature beside it, as ${SIGNED_CAPTURE_TYPE}, the answer is the statement. Stating the same again gives the same.`,
      tag: TAG,
      refuses: [410],
      body: epcisEvent,
      bodies: { [SIGNED_CAPTURE_TYPE]: signedEvent, ...XML_BODIES },
      rawBody: true,
      accepts: BODY_TYPES,
      parameters: SENDING_PARAMETERS,
      responses: {
        201: {
          description: "Stored; `Location` names the event, and `Link` its statement.",
          schema: epcisEvent,
          others: { [CAPTURED_STATEMENT_TYPE]: capturedStatement },
          headers: documented(...HEADERS, "Location"),
        },
      },
      handler: async (request) => {
        checkSentVersions(request);
        const { result, statement } = await service.captureEvent(request, { traceId: request.traceId });
        const { eventId, commitment, duplicate, warnings } = result;
        const headers = {
          ...EPCIS_HEADERS,
          Location: `/epcis/events/${encodeURIComponent(eventId)}`,
          Link: `</api/statements/${commitment}>; rel="describedby"`,
        };
        if (request.mediaType === SIGNED_CAPTURE_TYPE)
          return {
            status: 201,
            body: { eventId, commitment, duplicate, ...(warnings ? { warnings } : {}) },
            contentType: CAPTURED_STATEMENT_TYPE,
            headers,
          };
        const event = answeredEvent({ ...statement, recordedAt: statement.capturedAt });
        return { status: 201, text: stringifyLossless(event), headers };
      },
    }),
  ];
}

function jobReply(request: Pick<EpcisRequest, "accepted">, job: CaptureJob): Reply {
  const text = isXmlWanted(request) ? captureJobXml(job) : JSON.stringify(job);
  return { status: 200, text, contentType: typeOf(request) };
}

function checkSentVersions(request: WithHeaders & { mediaType: string }): void {
  checkVersions(request, isXml(request) ? SUPPORTED_IN_XML : SUPPORTED);
}

function behaviourOf({ header }: WithHeaders): ErrorBehaviour {
  const value = header("gs1-capture-error-behaviour") ?? "rollback";
  if (value === "rollback" || value === "proceed") return value;
  throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "GS1-Capture-Error-Behaviour must be rollback or proceed." });
}
