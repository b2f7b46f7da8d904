import type { ErrorRequestHandler, Response } from "express";
import type { PlatformApp } from "../app.ts";
import { isDiskFull } from "../disk-full.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import type { ErrorFormat } from "./error-format.ts";
import type { Refusals } from "./refusals.ts";
import { problemAnswer, problemPage } from "./problem-response.ts";

/**
 * What Postgres answers when it cannot work now, whoever asks what: connections refused or lost (08, 28, 3D, 55000), resources used up (53),
 * shutdown (57P0), a standby after a failover (25006), serialisation, deadlock and lock time-outs.
 */
const RETRYABLE_SQLSTATE = /^(08|28|3D|53|57P0|25006|40001|40P01|55000|55P03)/;
/** What the driver and TypeORM say of a connection that cannot be had, or broke before the next statement. They have no codes for it. */
const LOST_CONNECTION =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|query runner (was )?already released/i;
const NETWORK_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND"]);

/** Answers whatever was thrown as problem details, or as the standard of its path has it. Only a ProblemError's own words leave the house. */
export function errorHandler(app: PlatformApp, refusals: Refusals, formats: readonly ErrorFormat[] = []): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const traceId = (response.locals["traceId"] as string | undefined) ?? "";
    const problem = toProblem(error);
    if (problem.problem.status >= 500) {
      app.log.error({ err: error, traceId, path: request.path }, problem.problem === PLATFORM_PROBLEMS.defect ? "defect" : "unavailable");
      if (problem.problem === PLATFORM_PROBLEMS.defect) app.metrics.defects.inc({ where: "http" });
    }
    refusals.note(problem, request, response);
    if (response.headersSent) return next(error);
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
    if (problem.problem === PLATFORM_PROBLEMS.tooLarge) setLimits(response);
    response.setHeader("Link", `<${problemPage(problem.problem.code)}>; rel="help"`);
    response.setHeader("Cache-Control", "no-store");
    const format = formats.find(({ below }) => request.path.startsWith(below));
    const accepts = (types: string[]) => request.accepts(types);
    const { type, text } = format
      ? { type: "application/json", text: JSON.stringify(format.body(problem)) }
      : problemAnswer(problem, { path: asReference(request.path), traceId, accepts });
    response.status(problem.problem.status).setHeader("Content-Type", type);
    response.end(text);
  };
}

/** A path as it was asked for may not even be an address. */
function asReference(path: string): string {
  return path.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25");
}

function setLimits(response: Response): void {
  const limits = (response.locals["bodyLimitHeaders"] ?? {}) as Readonly<Record<string, string>>;
  for (const [name, value] of Object.entries(limits)) response.setHeader(name, value);
}

/** Any thrown value as a problem: our own as they are, the body parser's by status, broken dependencies as 503, the rest as a defect. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { type, status, code, limit } = fieldsOf(error);
  if (type === "entity.too.large")
    return new ProblemError(PLATFORM_PROBLEMS.tooLarge, { detail: `The body is larger than ${String(limit)} bytes.`, cause: error });
  if (type === "encoding.unsupported") return new ProblemError(PLATFORM_PROBLEMS.unsupportedMediaType, { cause: error });
  if (typeof status === "number" && status >= 400 && status < 500) return new ProblemError(PLATFORM_PROBLEMS.badRequest, { cause: error });
  if (typeof code === "string" && (RETRYABLE_SQLSTATE.test(code) || NETWORK_CODES.has(code)))
    return new ProblemError(PLATFORM_PROBLEMS.unavailable, {
      headers: { "Retry-After": "2" },
      cause: error,
      ...(isDiskFull(error) ? { detail: "The disk of the database is full. Nothing was stored." } : {}),
    });
  if (code === "ENOSPC")
    return new ProblemError(PLATFORM_PROBLEMS.unavailable, {
      detail: "The disk is full. Nothing was stored.",
      headers: { "Retry-After": "60" },
      cause: error,
    });
  if (error instanceof Error && LOST_CONNECTION.test(error.message))
    return new ProblemError(PLATFORM_PROBLEMS.unavailable, { headers: { "Retry-After": "2" }, cause: error });
  return new ProblemError(PLATFORM_PROBLEMS.defect, { cause: error });
}

function fieldsOf(error: unknown): Record<"type" | "status" | "code" | "limit", unknown> {
  const { type, status, code, limit } = (typeof error === "object" && error !== null ? error : {}) as Record<string, unknown>;
  return { type, status, code, limit };
}
