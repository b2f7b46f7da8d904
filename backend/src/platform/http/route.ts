import type { ServerResponse } from "node:http";
import { isForEverybody } from "@waybill/protocol/permissions/reach-of";
import type { Reach } from "@waybill/protocol/permissions/roles";
import type { Act } from "@waybill/protocol/permissions/table";
import type { z } from "zod";
import type { KnownCaller, Principal } from "./principal.ts";

/**
 * How a caller shows who it is.
 * - `none`: not at all; what the table lets everybody do.
 * - `bearer`: a key, or the access token of a session; what the table lets only some do.
 * - `signature`: the body carries a wallet's signature, and the service checks it.
 * - `author`: a bearer token, or such a signature.
 * - `reader`: a bearer token, or nothing; more is shown to whom it belongs.
 * - `cookie`: the refresh token in a cookie; the service checks it.
 * - `partner`: an access token that an organisation's partner was given; the module that gives them checks it.
 * - `warehouse`: the token of one warehouse, which is good for that one alone; the module of warehouses checks it.
 * - `demo`: not at all, while the demonstration is switched on.
 */
export type Credential = "none" | "bearer" | "signature" | "author" | "reader" | "cookie" | "partner" | "warehouse" | "demo";

export interface HandlerRequest<Params, Query, Body, Caller extends KnownCaller = Principal> {
  params: Params;
  query: Query;
  body: Body;
  /** The body as text, byte-true UTF-8; "" without one. */
  text: string;
  /** The body of a route that takes files; null for all others. */
  upload: Upload | null;
  /** Media type of the body without parameters, lower case. */
  mediaType: string;
  header(name: string): string | undefined;
  /** Path and query as they were asked for. */
  url: string;
  /** Scheme, host and port under which this installation is asked: `https://example.com`. */
  origin: string;
  /** The media type that the client likes best of those that the route answers with. */
  accepted: string;
  principal: Caller | null;
  /** Whether this caller may see and change its own, or everybody's. */
  reach: Reach;
  /** Network address of the client, as a trusted proxy tells where there is one. */
  address: string;
  traceId: string;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
  /** Asks again whether the caller may do this, for an answer that goes on and on. @throws {ProblemError} when it may not any more */
  mayStill(): Promise<void>;
}

/** A body that was written to a file while it came in. The file is gone when the handler has ended. */
export interface Upload {
  path: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
}

export interface Reply {
  status: number;
  /** Answered as JSON. */
  body?: unknown;
  /** Answered as it is: JSON that must keep its numbers as written, HTML, metrics. */
  text?: string;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  /** Takes over the response after the headers are written; resolves when it is done. */
  stream?: (response: ServerResponse, signal: AbortSignal) => Promise<void>;
  bytes?: Uint8Array;
  /** Leaves the answer to the web page of this address; only `headers` are ours. */
  isPage?: true;
}

export interface ResponseDefinition {
  description: string;
  schema?: z.ZodType;
  contentType?: string;
  /** Media types beside that one, whose schema is another. */
  others?: Readonly<Record<string, z.ZodType>>;
  /** Header names and what they say. */
  headers?: Readonly<Record<string, string>>;
}

/** A problem that a client of this very route should be ready for, as the reference describes it. */
export interface ProblemDescription {
  description: string;
  /** What `type` may be. */
  types: readonly string[];
  /** Media types beside JSON. */
  others?: readonly string[];
  headers?: Readonly<Record<string, string>>;
}

/** A parameter that the handler reads by itself, as the reference describes it. */
export interface ParameterDefinition {
  name: string;
  in: "query" | "header";
  description?: string;
  schema: z.ZodType;
  isRequired?: boolean;
  /** A list with `|` between its values. */
  isList?: true;
}

export interface RouteDefinition<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  AnyAct extends string = Act,
  Caller extends KnownCaller = Principal,
> {
  method: "get" | "post" | "put" | "delete" | "options";
  /** OpenAPI style: `/api/anchors/{index}`. */
  path: string;
  /** Which paths are meant, percent-encoded as they were asked for, where the template alone would take others' as well. */
  matches?: (path: string) => boolean;
  /** What the caller does, as the table of permissions has it: who may, and how far. */
  act: AnyAct;
  /** Absent: `none` when everybody may, otherwise `bearer`. */
  credential?: Credential;
  /** Dangerous: only for somebody who proved within the last five minutes who it is. `people`: keys, which cannot prove it, may all the same. */
  stepUp?: true | "people";
  /** Acts on a cookie or sets one, which pages of others must not make a browser do. */
  cookies?: "reads" | "sets";
  /** Refused over plain HTTP, which whoever listens can read; a proxy that is trusted says what it was asked over. */
  httpsOnly?: true;
  /** Units of the allowance per minute that a request takes: one for reads and four for writes when absent; 0 where nothing but memory is asked. */
  cost?: number;
  /** Requests per hour and address, where that is far less than usual. */
  limitPerHour?: number;
  /** The answer holds what is kept nowhere else in clear, or may have to be erased: no Idempotency-Key keeps it. The handler may run again. */
  keepsNoAnswer?: true;
  /** The handler keeps key and answer itself, in the transaction of what it does; see `onceInTransaction`. */
  keepsKeyItself?: true;
  /** First words say what the route gives or does; they are its line in the reference. */
  summary: string;
  description?: string;
  /** Heading in the reference. */
  tag: string;
  params?: Params;
  query?: Query;
  /** Further parameters, for the reference. */
  parameters?: readonly ParameterDefinition[];
  /** Schema of a JSON body. With `rawBody` the handler parses `text` itself, and this only documents. */
  body?: Body;
  rawBody?: true;
  /** The body is a file of any type, written to disk as it comes in; `bodyLimitBytes` bounds it. */
  takesFile?: true;
  /** Schemas of bodies in media types that have another than `body`; documents only. */
  bodies?: Readonly<Record<string, z.ZodType>>;
  /** Media types of the body; `application/json` when absent. */
  accepts?: readonly string[];
  bodyLimitBytes?: number;
  /** What a refusal of a larger body tells besides. */
  bodyLimitHeaders?: Readonly<Record<string, string>>;
  /** Media types that the handler can answer with, the preferred one first; otherwise those of `responses`. */
  produces?: readonly string[];
  /** Whatever a client accepts, it is led on: the first of `produces` is for whom none of them suits. */
  takesAnyAccept?: true;
  /** Describes every success; problems are documented by the platform. */
  responses: Readonly<Record<number, ResponseDefinition>>;
  /** Problems by status, where clients expect each in the reference; the platform documents the rest as one. */
  problems?: Readonly<Record<number, ProblemDescription>>;
  /** Statuses of refusals by the route's own rules; see `refusalStatuses` for those that every such route has. */
  refuses?: readonly number[];
  /** How refusals look where a standard fixes another form than problem details; see `ErrorFormat`. */
  refusal?: ResponseDefinition;
  handler: (request: HandlerRequest<z.output<Params>, z.output<Query>, z.output<Body>, Caller>) => Promise<Reply>;
}

/** What every body may weigh unless its route says otherwise. */
export const DEFAULT_BODY_LIMIT_BYTES = 256 * 1024;

/** A route whose schemas are hidden behind one handler, so that routes of any shape fit one list. */
export interface Route<AnyAct extends string = Act, Caller extends KnownCaller = Principal> extends Omit<
  RouteDefinition<z.ZodType, z.ZodType, z.ZodType, AnyAct, Caller>,
  "handler"
> {
  handle: (request: HandlerRequest<unknown, unknown, unknown, Caller>) => Promise<Reply>;
}

/** A route without what it does: all that the reference tells of it. */
export type DescribedRoute<AnyAct extends string = string> = Omit<Route<AnyAct>, "handle">;

/**
 * One endpoint as one literal: the express route, the OpenAPI operation and who may ask all come from it.
 *
 * @example
 * route({ method: "get", path: "/api/anchors/{index}", act: "chain:read", summary: "One anchor", tag: "Chain",
 *   params: z.object({ index: z.coerce.number().int() }), responses: { 200: { description: "The anchor.", schema: anchorView } },
 *   handler: async ({ params }) => ({ status: 200, body: await anchors.get(params.index) }) });
 */
export const route = routeOf<Act, Principal>();

/** The same for a program with acts and callers of its own. */
export function routeOf<AnyAct extends string, Caller extends KnownCaller>() {
  return <Params extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined, Body extends z.ZodType = z.ZodUndefined>(
    definition: RouteDefinition<Params, Query, Body, AnyAct, Caller>,
  ): Route<AnyAct, Caller> => {
    const { handler, ...rest } = definition;
    // The server parses each part with the very schemas below before it calls the handler.
    return { ...rest, handle: (request) => handler(request as HandlerRequest<z.output<Params>, z.output<Query>, z.output<Body>, Caller>) };
  };
}

/** How callers of a route show who they are. */
export function credentialOf({ act, credential }: Pick<Route, "act" | "credential">): Credential {
  return credential ?? (isForEverybody(act) ? "none" : "bearer");
}

/** Whether a route changes something: then an Idempotency-Key keeps the answer. */
export function isWrite({ method }: Pick<Route, "method">): boolean {
  return method === "post" || method === "put" || method === "delete";
}
