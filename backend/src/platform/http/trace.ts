import type { RequestHandler } from "express";
import type { PlatformApp } from "../app.ts";
import { newTraceId } from "../ids.ts";

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Takes the caller's W3C trace id or makes one, names it in the answer, and counts and logs the request when it ends. */
export function tracing(app: PlatformApp): RequestHandler {
  return (request, response, next) => {
    const given = TRACEPARENT.exec(request.get("traceparent") ?? "")?.[1];
    const traceId = given !== undefined && !/^0+$/.test(given) ? given : newTraceId(app.random);
    response.locals["traceId"] = traceId;
    response.setHeader("X-Trace-Id", traceId);
    const stop = app.metrics.requestSeconds.startTimer();
    response.once("finish", () => {
      const route = (response.locals["route"] as string | undefined) ?? "other";
      const seconds = stop({ method: request.method, route, status: response.statusCode });
      app.log.debug({ traceId, method: request.method, path: request.path, status: response.statusCode, seconds }, "request");
    });
    next();
  };
}
