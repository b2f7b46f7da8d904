import type { IncomingHttpHeaders } from "node:http";
import { WebSocket, type ClientOptions } from "ws";
import type { TestBackend } from "./backend.ts";
import type { QueryDocument } from "./query-answers.ts";
import { waitFor } from "./wait-for.ts";

/** A client at a WebSocket on a query. */
export interface StreamReader {
  texts: string[];
  documents(): (QueryDocument & { id: string })[];
  /** Names of the shipments so far. */
  shipments(): string[];
  socket: WebSocket;
  /** Headers of the answer that opened it. */
  opened: IncomingHttpHeaders;
  /** Code and reason with which it was closed, once it was. */
  closed: Promise<{ code: number; reason: string }>;
}

/** Opens it. @throws with the answer's status and text when that is refused */
export async function openStream(
  backend: Pick<TestBackend, "url">,
  path: string,
  {
    token,
    protocols = [],
    headers = {},
    ...more
  }: { token?: string; protocols?: string[]; headers?: Record<string, string> } & ClientOptions = {},
): Promise<StreamReader> {
  const options: ClientOptions = { ...more, headers: { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...headers } };
  const socket = new WebSocket(backend.url.replace("http", "ws") + path, protocols, options);
  const texts: string[] = [];
  socket.on("message", (data: Buffer) => texts.push(data.toString("utf8")));
  let opened: IncomingHttpHeaders = {};
  socket.on("upgrade", ({ headers: received }) => (opened = received));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString("utf8") })),
  );
  await new Promise<void>((resolve, reject) => {
    socket.on("open", () => resolve());
    socket.on("error", reject);
    socket.on("unexpected-response", (_request, response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => reject(new Error(`${response.statusCode} ${Buffer.concat(parts).toString("utf8")}`)));
    });
  });
  const documents = () => texts.map((text) => JSON.parse(text) as QueryDocument & { id: string });
  const shipments = () =>
    documents().flatMap((one) =>
      one.epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => String(eventID).replace("urn:test:", "")),
    );
  return { texts, documents, shipments, socket, opened, closed };
}

/** Waits until a reader got a shipment. */
export function gets(reader: StreamReader, name: string): Promise<true> {
  return waitFor(name, () => (reader.shipments().includes(name) ? true : undefined));
}
