import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Config } from "../../config/config.ts";
import { checkDestination, ForbiddenDestination, guardedLookup } from "./destination.ts";

export interface Posting {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For everything: name, connection, body and the first line of the answer. */
  timeoutMilliseconds: number;
  mode: Config["mode"];
}

export interface PostAnswer {
  status: number;
  header(name: string): string | undefined;
  /** The beginning of what a refusal says. */
  text: string;
}

/** Of an answer; nobody needs more, and a stranger may send without end. */
const MAX_ANSWER_BYTES = 2_048;

/**
 * Posts to an address that a stranger named. Redirects are not followed, special addresses are not connected to in production, and of the answer only
 * the beginning is read.
 *
 * @throws {Error} when there is no answer in time, or the address is forbidden
 */
export async function post({ url, headers, body, timeoutMilliseconds, mode }: Posting): Promise<PostAnswer> {
  const problem = checkDestination(url, mode);
  if (problem !== undefined) throw new ForbiddenDestination(`The address ${problem}.`);
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request(
        url,
        {
          method: "POST",
          headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
          lookup: guardedLookup(mode),
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
    const text = await beginningOf(response);
    return { status, text, header: (name) => [response.headers[name]].flat()[0] };
  } catch (error) {
    if (signal.aborted) throw new Error(`There was no answer within ${timeoutMilliseconds / 1_000} seconds.`, { cause: error });
    throw error;
  }
}

/** Its status has come: an answer that breaks off after that is an answer all the same. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // What came before it broke off has to do.
  } finally {
    response.destroy();
  }
  return Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
}
