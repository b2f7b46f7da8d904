import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { Exchange } from "./answer.ts";

/** A request that came over HTTP to this origin, for an answer of a test. */
export async function exchangeOf(origin: string, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const sent = await text(request);
  return {
    request: () => ({
      url: () => new URL(request.url ?? "/", origin).href,
      method: () => request.method ?? "GET",
      postData: () => sent || null,
      postDataJSON: () => (sent === "" ? null : (JSON.parse(sent) as unknown)),
      headerValue: (name) => Promise.resolve(request.headers[name.toLowerCase()]?.toString() ?? null),
    }),
    async fulfill({ status = 200, contentType, json, body = "" } = {}) {
      const type = contentType ?? (json === undefined ? undefined : "application/json");
      response.writeHead(status, type === undefined ? {} : { "content-type": type });
      if (!(body instanceof Readable)) return void response.end(json === undefined ? body : JSON.stringify(json));
      response.flushHeaders();
      // Whoever leaves the page ends it.
      await pipeline(body, response).catch(() => undefined);
    },
    abort() {
      // Not HTTP: where a server only hangs up, browsers ask once more.
      request.socket.end("nothing");
      return Promise.resolve();
    },
  };
}
