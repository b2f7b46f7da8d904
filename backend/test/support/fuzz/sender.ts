import { Agent, request, type IncomingHttpHeaders } from "node:http";
import type { Asked } from "./requests.ts";

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Sender {
  send(asked: Asked): Promise<Answered>;
  close(): void;
}

const PATIENCE_MILLISECONDS = 30_000;

/** Sends over connections that are kept; `credentials` by the names that requests have for them. */
export function createSender(
  url: string,
  credentials: Readonly<Record<string, Readonly<Record<string, string>>>>,
  connections: number,
): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    send: ({ method, target, headers, body, as }) =>
      new Promise((resolve, reject) => {
        const sending = request(
          {
            agent,
            hostname,
            port,
            method,
            path: target,
            // Node leaves its length out for methods that have no body as a rule, and it would be read as the next request.
            headers: { ...sendable(headers), ...credentials[as], ...(body === null ? {} : { "Content-Length": Buffer.byteLength(body) }) },
            timeout: PATIENCE_MILLISECONDS,
          },
          (response) => {
            const parts: Buffer[] = [];
            const done = () =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() });
            // A stream has no end: that it has begun is its answer.
            if (response.headers["content-type"]?.startsWith("text/event-stream")) {
              done();
              sending.destroy();
              return;
            }
            response.on("data", (part: Buffer) => parts.push(part));
            response.on("end", done);
            response.on("error", reject);
          },
        );
        sending.on("timeout", () => sending.destroy(new Error("There was no answer.")));
        sending.on("error", reject);
        sending.end(body ?? undefined);
      }),
    close: () => agent.destroy(),
  };
}

/** Node sends no header that no HTTP may hold; the rest of what was made up goes out. */
function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?")]));
}
