import { ProblemError } from "../errors.ts";
import type { KnownCaller } from "../http/principal.ts";
import type { HandlerRequest, ParameterDefinition, Reply } from "../http/route.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { z } from "zod";
import { follow, STREAM_HEADERS, type StreamEvent } from "./follow.ts";
import type { NewsTail } from "./news-tail.ts";

/** More than this is told to nobody one by one: whoever was away for so long asks for everything anew. */
const MAX_BACKLOG = 1_000;
const NUMBER = /^\d{1,15}$/;

/** Of a stream of news, for the reference. */
export const LAST_EVENT_ID: ParameterDefinition = { name: "Last-Event-ID", in: "header", schema: z.string() };

/** How such a stream goes on after a break, for the reference. */
export const HOW_NEWS_GO_ON =
  "`id` is the number of each. All later than the `Last-Event-ID` header come first, then what happens; without it only what happens. Who has missed more than " +
  `${MAX_BACKLOG.toLocaleString("en")}, or shows a number that was never given, is told \`anew\` once instead: ask for everything again.`;

export interface News<Told> {
  tail: NewsTail<Told>;
  /** News after one number, up to another, oldest first, at most so many. */
  read(after: number, upTo: number, limit: number): Promise<readonly StreamEvent[]>;
  isConcerned?: (told: readonly Told[]) => boolean;
  heartbeatMilliseconds?: number;
}

/** The answer of a route that tells news for as long as its reader may hear them. @throws {ProblemError} `platform.bad-request` */
export async function newsReply<Told, Caller extends KnownCaller>(
  { header, mayStill }: Pick<HandlerRequest<unknown, unknown, unknown, Caller>, "header" | "mayStill">,
  { tail, read, isConcerned, heartbeatMilliseconds }: News<Told>,
): Promise<Reply> {
  const last = header("last-event-id");
  if (last !== undefined && !NUMBER.test(last))
    throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "Last-Event-ID must be an id that this stream has sent." });
  // What was committed before the question is known; nobody else may have followed until now.
  await tail.look();
  const readNext = async (sent: number): Promise<readonly StreamEvent[]> => {
    const upTo = tail.newest();
    if (sent === upTo) return [];
    const anew = [{ id: upTo, event: "anew", data: {} }];
    if (sent > upTo) return anew;
    const news = await read(sent, upTo, MAX_BACKLOG + 1);
    return news.length > MAX_BACKLOG ? anew : news;
  };
  const start = last === undefined ? tail.newest() : Number(last);
  return {
    status: 200,
    contentType: "text/event-stream",
    headers: STREAM_HEADERS,
    stream: (response, signal) =>
      follow(
        { response, signal, read: readNext, mayStill, heartbeatMilliseconds, subscribe: (wake) => tail.subscribe(wake, isConcerned) },
        start,
      ),
  };
}
