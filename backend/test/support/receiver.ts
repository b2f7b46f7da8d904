import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { QueryDocument } from "./query-answers.ts";

/** One request that a subscriber got. */
export interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  document: QueryDocument;
  events: Record<string, unknown>[];
}

/** Answers a request, or leaves it without an answer. */
type Behaviour = (response: ServerResponse, request: Received) => void;

/** A subscriber over HTTP: keeps all it gets, and answers 204 unless told otherwise. */
export interface Receiver {
  url: string;
  received: Received[];
  /** How the next requests are answered, one after the other; later ones with 204. */
  answer(...behaviours: Behaviour[]): void;
  stop(): Promise<void>;
}

/** Answers with a status, a text and headers. */
export function status(code: number, body = "", headers: Record<string, string> = {}): Behaviour {
  return (response) => response.writeHead(code, headers).end(body);
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const behaviours: Behaviour[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const document = JSON.parse(body) as QueryDocument;
      const one = { headers: request.headers, text: body, document, events: document.epcisBody.queryResults.resultsBody.eventList };
      received.push(one);
      (behaviours.shift() ?? status(204))(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    received,
    answer: (...more) => void behaviours.push(...more),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
