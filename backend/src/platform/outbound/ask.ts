import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Config } from "../../config/config.ts";
import { checkDestination, ForbiddenDestination, guardedLookup, isOwnHost } from "./destination.ts";

export interface Question {
  method: "GET" | "POST" | "PUT";
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** For everything: name, connection, body and the first line of the answer. */
  timeoutMilliseconds: number;
  /** Most that is read of an answer; a stranger may send without end. */
  maxAnswerBytes: number;
  mode: Config["mode"];
  /** Hosts that whoever runs this installation has named, as `alpha:3101`: they may be private, and without TLS. */
  ownHosts?: readonly string[];
}

export interface OutboundAnswer {
  status: number;
  header(name: string): string | undefined;
  /** The answer's body, or its beginning. */
  text: string;
  /** The body went on after what was read of it, or broke off. */
  isCut: boolean;
}

/**
 * Asks an address that a stranger named. Redirects are not followed, special addresses are not connected to in production, and of the answer only so much
 * is read.
 *
 * @throws {Error} when there is no answer in time, or the address is forbidden
 */
export async function ask({
  method,
  url,
  headers,
  body,
  timeoutMilliseconds,
  maxAnswerBytes,
  mode,
  ownHosts = [],
}: Question): Promise<OutboundAnswer> {
  const problem = checkDestination(url, mode, ownHosts);
  if (problem !== undefined) throw new ForbiddenDestination(`The address ${problem}.`);
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request(
        url,
        {
          method,
          headers: { ...headers, ...(body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) }) },
          lookup: guardedLookup(isOwnHost(url, ownHosts) ? "development" : mode),
          // A connection of its own each time: one that the other side closed a moment ago would look like a refusal.
          agent: false,
          signal,
        },
        resolve,
      );
      sending.on("error", reject);
      sending.end(body);
    });
    const status = response.statusCode ?? 0;
    return { status, ...(await beginningOf(response, maxAnswerBytes)), header: (name) => [response.headers[name]].flat()[0] };
  } catch (error) {
    if (signal.aborted) throw new Error(`There was no answer within ${timeoutMilliseconds / 1_000} seconds.`, { cause: error });
    throw error;
  }
}

/** Its status has come: an answer that breaks off after that is an answer all the same. */
async function beginningOf(response: IncomingMessage, maxBytes: number): Promise<{ text: string; isCut: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  let isCut = false;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length > maxBytes) break;
    }
    isCut = length > maxBytes;
  } catch {
    // What came before it broke off has to do.
    isCut = true;
  } finally {
    response.destroy();
  }
  return { text: Buffer.concat(parts).subarray(0, maxBytes).toString("utf8"), isCut };
}
