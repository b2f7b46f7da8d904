import type { Problem } from "@waybill/protocol/schemas/problem";
import type { ProblemError } from "../errors.ts";

export const PROBLEM_TYPE = "application/problem+json";

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
 * its own names; the page is then in the `Link` header. `requestId` is the trace id under the name that many clients look for.
 */
export function problemBody(error: ProblemError, { path, traceId }: { path: string; traceId: string }): Problem & { requestId: string } {
  const { code, status, title, retryable, epcisException } = error.problem;
  const exception = epcisException ?? EPCIS_EXCEPTION[status] ?? "ImplementationException";
  return {
    type: /^\/epcis(\/|$)/.test(path) ? `epcisException:${exception}` : problemPage(code),
    title,
    status,
    detail: error.detail,
    instance: path,
    code,
    traceId,
    requestId: traceId,
    retryable,
    ...(error.errors ? { errors: [...error.errors] } : {}),
  };
}
