import { rm } from "node:fs/promises";
import type { RequestHandler, Response } from "express";
import type { PlatformApp } from "../app.ts";
import { asCaller } from "../caller.ts";
import type { Authorise } from "./authorise.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { withIdempotency } from "./idempotency.ts";
import { isSecure, originOf } from "./origin.ts";
import { bodyText, checkAccept, checkMediaType, mediaTypeOf, parseParts } from "./parse-request.ts";
import { receiveFile } from "./receive-file.ts";
import { checkOwnPage } from "./own-pages.ts";
import { callerOf, type KnownCaller } from "./principal.ts";
import type { RateLimits } from "./rate-limits.ts";
import { isWrite, type Reply, type Route } from "./route.ts";

/**
 * The express handler of one route: who may, media types, schemas, idempotency, then the handler itself.
 *
 * @param closing Aborted when the server stops: ends streams that would otherwise never end.
 */
export function runRoute<AnyAct extends string, Caller extends KnownCaller>(
  app: PlatformApp,
  route: Route<AnyAct, Caller>,
  { authorise, limits }: { authorise: Authorise<AnyAct, Caller>; limits: RateLimits },
  closing: AbortSignal,
): RequestHandler {
  return async (request, response, next) => {
    if (route.httpsOnly && !isSecure(app.config, request)) throw new ProblemError(PLATFORM_PROBLEMS.httpsOnly);
    checkOwnPage(app, route, request);
    const { principal, reach } = await limits.count(route, { request, response }, () => authorise(route, { request, response }));
    const accepted = checkAccept(route, request);
    checkMediaType(route, request);
    const text = bodyText(request);
    const parts = parseParts(route, request, text);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const upload = route.takesFile ? await receiveFile(app, route, request) : null;
    if (upload) response.once("close", () => void rm(upload.path, { force: true }));
    const handle = () =>
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
        reach,
        address: request.ip ?? "",
        traceId: response.locals["traceId"] as string,
        signal: gone.signal,
        mayStill: async () => void (await authorise(route, { request, response })),
      });
    const run = () => (principal && reach === "own" ? asCaller(principal, handle) : handle());
    const key = request.get("idempotency-key");
    const caller = principal ? callerOf(principal) : `address:${request.ip ?? ""}`;
    const asked = { method: request.method, path: request.originalUrl, text: upload?.sha256 ?? text };
    const { keepsNoAnswer = false, keepsKeyItself = false } = route;
    const reply =
      isWrite(route) && key !== undefined && !keepsKeyItself
        ? await withIdempotency(app, { caller, key, ...asked, keepsNoAnswer }, run)
        : await run();
    if (reply.isPage) {
      response.setHeaders(new Map(Object.entries(reply.headers ?? {})));
      return next();
    }
    await send(response, reply, AbortSignal.any([gone.signal, closing]));
  };
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
