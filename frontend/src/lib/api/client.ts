import { problem } from "@waybill/protocol/schemas/problem";
import type { z } from "zod";
import { ApiError, UnexpectedAnswerError, UnreachableError } from "./errors.ts";

export interface Query {
  [name: string]: string | number | null | undefined;
}

/** GET as JSON, parsed by its schema. Throws `ApiError`, `UnreachableError` or `UnexpectedAnswerError`. */
export async function getJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: { query?: Query; signal?: AbortSignal } = {},
) {
  const response = await send(withQuery(path, options.query), { signal: options.signal });
  return parsed(path, schema, await readJson(path, response));
}

/** GET as text: for bundles, whose numbers must stay as written. */
export async function getText(path: string, options: { query?: Query; signal?: AbortSignal } = {}): Promise<string> {
  return (await send(withQuery(path, options.query), { signal: options.signal })).text();
}

/**
 * Sends JSON (an object, or text that is JSON already) and parses the answer by its schema.
 * An `idempotencyKey` makes it safe to send the same again.
 */
export async function sendJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  {
    method = "POST",
    body,
    type = "application/json",
    idempotencyKey,
  }: { method?: string; body: unknown; type?: string; idempotencyKey?: string },
) {
  const headers: Record<string, string> = { "content-type": type };
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  const response = await send(path, { method, headers, body: typeof body === "string" ? body : JSON.stringify(body) });
  return parsed(path, schema, await readJson(path, response));
}

function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== null && entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, headers: { accept: "application/json, application/problem+json", ...init.headers } }).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new UnreachableError();
    },
  );
  if (response.ok) return response;
  const body = problem.safeParse(await response.json().catch(() => null));
  // A gateway that finds nobody behind it is the same to a reader as no answer.
  if (!body.success && response.status >= 502) throw new UnreachableError();
  throw new ApiError(response.status, body.success ? body.data : null);
}

async function readJson(path: string, response: Response): Promise<unknown> {
  return response.json().catch(() => {
    throw new UnexpectedAnswerError(path);
  });
}

function parsed<Schema extends z.ZodType>(path: string, schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new UnexpectedAnswerError(path);
  return result.data;
}
