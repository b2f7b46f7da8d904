import { rm } from "node:fs/promises";
import type { Request, RequestHandler, Response } from "express";
import type { App } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { withIdempotency } from "./idempotency.ts";
import { isSecure, originOf } from "./origin.ts";
import { bodyText, checkAccept, checkMediaType, mediaTypeOf, parseParts } from "./parse-request.ts";
import { receiveFile } from "./receive-file.ts";
import { checkOwnPage } from "./own-pages.ts";
import { organisationOf, callerOf, type Authenticate, type Principal, type Scope } from "./principal.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Reply, Route } from "./route.ts";
import { checkStepUp } from "./step-up.ts";

/**
 * The express handler of one route: permission, media types, schemas, idempotency, then the handler itself.
 *
 * @param closing Aborted when the server stops: ends streams that would otherwise never end.
 */
export function runRoute(
  app: App,
  route: Route,
  { authenticate, limits }: { authenticate: Authenticate; limits: RateLimits },
  closing: AbortSignal,
): RequestHandler {
  return async (request, response, next) => {
    if (route.httpsOnly && !isSecure(app.config, request)) throw new ProblemError(PLATFORM_PROBLEMS.httpsOnly);
    checkOwnPage(app, route, request);
    const principal = await limits.count(route, { request, response }, () => authorise(app, route, { request, response }, authenticate));
    const accepted = checkAccept(route, request);
    checkMediaType(route, request);
    const text = bodyText(request);
    const parts = parseParts(route, request, text);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const upload = route.takesFile ? await receiveFile(app, route, request) : null;
    if (upload) response.once("close", () => void rm(upload.path, { force: true }));
    const run = () =>
      route.handle({
        ...parts,
        text,
        upload,
        mediaType: mediaTypeOf(request),
        header: (name) => request.get(name),
        url: request.originalUrl,
        origin: originOf(app.config, request),
        accepted,
        principal,
        address: request.ip ?? "",
        traceId: response.locals["traceId"] as string,
        signal: gone.signal,
      });
    const key = request.get("idempotency-key");
    const caller = principal ? callerOf(principal) : `address:${request.ip ?? ""}`;
    const asked = { method: request.method, path: request.originalUrl, text: upload?.sha256 ?? text };
    const { keepsNoAnswer = false } = route;
    const reply =
      isWrite(route) && key !== undefined ? await withIdempotency(app, { caller, key, ...asked, keepsNoAnswer }, run) : await run();
    if (reply.isPage) {
      response.setHeaders(new Map(Object.entries(reply.headers ?? {})));
      return next();
    }
    await send(response, reply, AbortSignal.any([gone.signal, closing]));
  };
}

async function authorise(
  app: App,
  route: Route,
  { request, response }: { request: Request; response: Response },
  authenticate: Authenticate,
): Promise<Principal | null> {
  if (route.permission === "demo" && !(app.config.demo && app.config.mode === "development"))
    throw new ProblemError(PLATFORM_PROBLEMS.forbidden, { detail: "The demonstration is switched off in this installation." });
  if (route.permission !== "organisation" && route.permission !== "author" && route.permission !== "session") return null;
  const header = request.get("authorization");
  if (header === undefined && route.permission === "author") return null;
  const token = bearerTokenOf(header);
  const principal = token === undefined ? null : await authenticate(token, { isLive: isWrite(route) || route.isLive === true });
  response.locals["principal"] = principal;
  if (!principal) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised, { headers: { "WWW-Authenticate": 'Bearer realm="waybill"' } });
  if (route.permission === "session") checkIsPerson(principal);
  checkStepUp(app, route, principal);
  if (route.permission !== "session") checkScope(principal, route.scope);
  return principal;
}

/** Far above the longest access token. */
const BEARER = /^Bearer +([\x21-\x7e]{1,2000})$/i;

/** The token of an `Authorization` header; undefined for any other. */
export function bearerTokenOf(header: string | undefined): string | undefined {
  return BEARER.exec(header ?? "")?.[1];
}

function isWrite({ method }: Route): boolean {
  return method === "post" || method === "put" || method === "delete";
}

function checkIsPerson({ kind }: Principal): void {
  if (kind !== "session")
    throw new ProblemError(PLATFORM_PROBLEMS.forbidden, { detail: "This is for people who signed in, not for keys." });
}

/** @throws {ProblemError} 403 for a token that does not allow this */
export function checkScope(principal: Principal, scope: Scope | readonly Scope[] = "capture"): void {
  organisationOf(principal);
  const enough: readonly Scope[] = typeof scope === "string" ? [scope] : scope;
  if (!enough.some((one) => principal.scopes.includes(one)))
    throw new ProblemError(PLATFORM_PROBLEMS.forbidden, { detail: "This token is for something else." });
}

async function send(response: Response, reply: Reply, signal: AbortSignal): Promise<void> {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (!response.hasHeader("Cache-Control")) response.setHeader("Cache-Control", "no-store");
  if (reply.stream) {
    response.setHeader("Content-Type", reply.contentType ?? "application/octet-stream");
    // A stream ends its connection, so that a stopping server does not wait for it to fall idle.
    response.setHeader("Connection", "close");
    response.flushHeaders();
    await reply.stream(response, signal);
    response.end();
  } else if (reply.text !== undefined) {
    response.setHeader("Content-Type", reply.contentType ?? "application/json; charset=utf-8");
    response.end(reply.text);
  } else if (reply.bytes instanceof Uint8Array) {
    response.setHeader("Content-Type", reply.contentType ?? "application/octet-stream");
    response.end(reply.bytes);
  } else if (reply.body !== undefined) {
    response.setHeader("Content-Type", reply.contentType ?? "application/json; charset=utf-8");
    response.end(JSON.stringify(reply.body));
  } else {
    response.end();
  }
}
