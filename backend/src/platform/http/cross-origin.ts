import type { RequestHandler } from "express";

/** What a page may send beside what every page may. */
const ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Traceparent, GS1-EPCIS-Version, GS1-CBV-Version";
const ALLOWED_METHODS = "GET, HEAD, POST, PUT, DELETE";
/** What it may read beside the body: pages of lists, names of what was made, limits. */
const EXPOSED_HEADERS = [
  ...["ETag", "Idempotency-Replayed", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Trace-Id"],
  ...["GS1-EPCIS-Version", "GS1-CBV-Version", "GS1-Extensions", "GS1-Next-Page-Token-Expires", "WWW-Authenticate"],
].join(", ");
const PREFLIGHT_SECONDS = "600";

/**
 * Lets pages of the listed origins ask with a key of their own, as clients of EPCIS in a browser do. Cookies are never sent or taken for them: who is
 * signed in here is signed in on our own pages alone.
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const listed = new Set(origins);
  return (request, response, next) => {
    if (listed.size === 0) return next();
    response.vary("Origin");
    const origin = request.get("origin");
    if (origin === undefined || !listed.has(origin)) return next();
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
    if (request.method !== "OPTIONS" || request.get("access-control-request-method") === undefined) return next();
    response.setHeader("Access-Control-Allow-Methods", ALLOWED_METHODS);
    response.setHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS);
    response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    response.status(204).end();
  };
}
