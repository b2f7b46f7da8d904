import { problemXml } from "@waybill/protocol/epcis-xml/write/answers";
import type { Problem } from "@waybill/protocol/schemas/problem";
import type { ProblemError } from "../errors.ts";

export const PROBLEM_TYPE = "application/problem+json";
/** Below /epcis alone, where the standard says how problems look in XML. */
export const XML_PROBLEM_TYPE = "application/problem+xml";

/** EPCIS 2.0 names its exceptions by status; its clients switch on `type`, so answers below /epcis carry these. */
export const EPCIS_EXCEPTION: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "SecurityException",
  403: "SecurityException",
  404: "NoSuchNameException",
  406: "NotAcceptableException",
  409: "ResourceAlreadyExistsException",
  413: "CaptureLimitExceededException",
  414: "URITooLongException",
  415: "UnsupportedMediaTypeException",
  422: "ValidationException",
};

/** Where the page of a problem is. */
export function problemPage(code: string): string {
  return `/problems/${code}`;
}

/**
 * RFC 9457 problem details of an error. `type` is the problem's page, except below /epcis, where the standard fixes
 * its own names; the page is then in the `Link` header. The standard also has `instance` absolute: there it names the request. `requestId` is the trace id under the name that many clients look for.
 */
export function problemBody(error: ProblemError, { path, traceId }: { path: string; traceId: string }): Problem & { requestId: string } {
  const { code, status, title, retryable, epcisException } = error.problem;
  const exception = epcisException ?? EPCIS_EXCEPTION[status] ?? "ImplementationException";
  return {
    type: isEpcis(path) ? `epcisException:${exception}` : problemPage(code),
    title,
    status,
    detail: error.detail,
    instance: isEpcis(path) ? `urn:waybill:request:${traceId}` : path,
    code,
    traceId,
    requestId: traceId,
    retryable,
    ...(error.errors ? { errors: [...error.errors] } : {}),
  };
}

/** The media type and text of a problem. `accepts` finds the best of several media types for the client. */
export function problemAnswer(
  error: ProblemError,
  { accepts, ...place }: { path: string; traceId: string; accepts: (types: string[]) => string | false },
): { type: string; text: string } {
  const body = problemBody(error, place);
  const wanted = isEpcis(place.path) ? accepts(["application/json", PROBLEM_TYPE, "application/xml", XML_PROBLEM_TYPE]) : PROBLEM_TYPE;
  if (typeof wanted === "string" && wanted.endsWith("xml")) return { type: XML_PROBLEM_TYPE, text: problemXml(body) };
  return { type: PROBLEM_TYPE, text: JSON.stringify(body) };
}

/** Whether a path is one of the standard, which fixes how its problems are named. */
export function isEpcis(path: string): boolean {
  return /^\/epcis(\/|$)/.test(path);
}
