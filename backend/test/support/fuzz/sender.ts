import { Agent, request, type IncomingHttpHeaders } from "node:http";
import type { Asked } from "./requests.ts";

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Sender {
  /** @param credentials headers beside those of the request */
  send(asked: Asked, credentials: Readonly<Record<string, string>>): Promise<Answered>;
  close(): void;
}

const PATIENCE_MILLISECONDS = 30_000;

/** Routes with an allowance of their own give 120 an hour to one address; of one operation far fewer are made in so many requests. */
const PER_ADDRESS = 1_000;

/** Sends over connections that are kept, as a proxy that tells of another client every now and then. */
export function createSender(url: string, connections: number): Sender {
  let sent = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    send: ({ method, target, headers, body }, credentials) =>
      new Promise((resolve, reject) => {
        const sending = request(
          {
            agent,
            hostname,
            port,
            method,
            path: target,
            // Node leaves its length out for methods that have no body as a rule, and it would be read as the next request.
            headers: {
              ...clientOf(sent++),
              ...sendable(headers),
              ...credentials,
              ...(body === null ? {} : { "Content-Length": Buffer.byteLength(body) }),
            },
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

/** Of the addresses for documents (RFC 5737). */
function clientOf(sent: number): Record<string, string> {
  const client = Math.floor(sent / PER_ADDRESS);
  return { "X-Forwarded-For": `198.51.${100 + Math.floor(client / 256)}.${client % 256}` };
}

/** Node sends no header that no HTTP may hold; the rest of what was made up goes out. */
function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "?")]));
}
