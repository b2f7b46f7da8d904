import type { ProblemError } from "../../platform/errors.ts";
import type { ErrorFormat } from "../../platform/http/error-format.ts";
import { EXCHANGE_PROBLEMS } from "./exchange.errors.ts";

/** Codes of `Error` in PACT 3.0.3. */
export type PactErrorCode = "BadRequest" | "AccessDenied" | "TokenExpired" | "NotFound" | "InternalError" | "NotImplemented";

const CODE_OF_STATUS: Readonly<Record<number, PactErrorCode>> = { 403: "AccessDenied", 404: "NotFound", 501: "NotImplemented" };

/** Refusals as PACT has them; an unknown token is a bad request to it. */
export function pactError({ problem, detail }: ProblemError): { code: PactErrorCode; message: string } {
  if (problem.code === EXCHANGE_PROBLEMS.tokenExpired.code) return { code: "TokenExpired", message: detail };
  const other = problem.status >= 500 ? "InternalError" : "BadRequest";
  return { code: CODE_OF_STATUS[problem.status] ?? other, message: detail };
}

/** Refusals of a token endpoint (RFC 6749, section 5.2). Descriptions there are ASCII without quotes and backslashes. */
function oauthError({ problem, detail }: ProblemError): { error: string; error_description: string } {
  const [module = "", reason = ""] = problem.code.split(".");
  const other = problem.status >= 500 ? "server_error" : "invalid_request";
  return {
    error: module === "exchange" ? reason.replaceAll("-", "_") : other,
    error_description: detail.replaceAll(/[^\x20-\x7e]|["\\]/g, "'"),
  };
}

export const EXCHANGE_ERROR_FORMATS: readonly ErrorFormat[] = [
  { below: "/pact/auth/", body: oauthError },
  { below: "/pact/", body: pactError },
];
