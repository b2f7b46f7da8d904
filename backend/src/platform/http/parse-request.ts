import type { Request } from "express";
import type { z } from "zod";
import { ProblemError, type PointedMessage } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { parseJsonBody, unstorable } from "./json-body.ts";
import type { Route } from "./route.ts";

/** UTF-8 text of a body; bytes that are not UTF-8 are refused rather than replaced. */
export function bodyText(request: Request): string {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes)) return "";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError(PLATFORM_PROBLEMS.malformedJson, { detail: "The body is not valid UTF-8." });
  }
}

/** Media type without parameters, lower case; "" without a Content-Type. */
export function mediaTypeOf(request: Request): string {
  return (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Refuses a body that the route does not take (415). A route without a body schema takes any, and ignores it. */
export function checkMediaType(route: Pick<Route, "body" | "rawBody" | "accepts">, request: Request): void {
  if (!route.body && !route.rawBody) return;
  const accepted = route.accepts ?? ["application/json"];
  const mediaType = mediaTypeOf(request);
  if (accepted.includes(mediaType)) return;
  throw new ProblemError(PLATFORM_PROBLEMS.unsupportedMediaType, {
    detail: `This endpoint takes ${accepted.join(", ")}, not ${mediaType === "" ? "a body without Content-Type" : mediaType}.`,
    headers: { "Accept-Post": accepted.join(", ") },
  });
}

/** The best media type for the client. Refuses one that takes nothing the route can answer with (406). */
export function checkAccept(route: Pick<Route, "produces" | "responses" | "takesAnyAccept">, request: Request): string {
  const offered = route.produces ?? Object.values(route.responses).map((response) => response.contentType ?? "application/json");
  const [first = "application/json"] = offered;
  const asked = withoutProfiles(request);
  const best = offered.length === 0 ? first : asked.accepts([...offered]);
  if (best) return best;
  if (route.takesAnyAccept) return first;
  // Who asks for problems alone means whatever the answer is otherwise.
  if (asked.accepts(["application/problem+json"])) return first;
  throw new ProblemError(PLATFORM_PROBLEMS.notAcceptable, { detail: `This endpoint answers ${[...new Set(offered)].join(", ")}.` });
}

/** A profile narrows a media type down and is never needed to read it (RFC 6906, section 3.1): an unknown one is no reason to refuse. */
function withoutProfiles(request: Request): Request {
  const accept = request.headers.accept?.replaceAll(/;\s*profile\s*=\s*("[^"]*"|[^;,\s]*)/gi, "");
  return Object.create(request, { headers: { value: { ...request.headers, ...(accept === undefined ? {} : { accept }) } } }) as Request;
}

/** The three parts of a request, each through its schema. Problems of parameters and query have pointers below /params and /query. */
export function parseParts(
  route: Pick<Route, "params" | "query" | "body" | "rawBody">,
  request: Request,
  text: string,
): { params: unknown; query: unknown; body: unknown } {
  const errors: PointedMessage[] = [...unstorable({ params: request.params, query: request.query })];
  if (errors.length > 0) throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { errors });
  const read = (schema: z.ZodType | undefined, value: unknown, prefix: string): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    errors.push(...parsed.error.issues.map((issue) => ({ pointer: `${prefix}${pointerOf(issue.path)}`, message: issue.message })));
    return undefined;
  };
  const params = read(route.params, request.params, "/params");
  const query = read(route.query, request.query, "/query");
  const body = route.body && !route.rawBody ? read(route.body, parseJsonBody(text), "") : undefined;
  if (errors.length > 0) throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: firstMessage(errors), errors });
  return { params, query, body };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function firstMessage(errors: readonly PointedMessage[]): string {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return first ? `${first.pointer || "The body"}: ${first.message}${more}` : "The request is not valid.";
}
