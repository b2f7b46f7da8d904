import type { z } from "zod";
import { connection } from "../offline/connection.ts";
import { ApiError, UnexpectedAnswerError } from "./errors.ts";
import { readJson, send, withQuery, type Query } from "./http.ts";

/** GET as JSON, parsed by its schema. Throws `ApiError`, `UnreachableError` or `UnexpectedAnswerError`. */
export async function getJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: { query?: Query; signal?: AbortSignal } = {},
): Promise<z.infer<Schema>> {
  const response = await ask(withQuery(path, options.query), { signal: options.signal });
  return parsed(path, schema, await readJson(path, response));
}

/** GET as text: for bundles, whose numbers must stay as written. */
export async function getText(path: string, options: { query?: Query; signal?: AbortSignal } = {}): Promise<string> {
  return (await ask(withQuery(path, options.query), { signal: options.signal })).text();
}

interface SendOptions {
  method?: string;
  body: unknown;
  type?: string;
  idempotencyKey?: string;
}

/**
 * Sends JSON (an object, or text that is JSON already) and parses the answer by its schema.
 * An `idempotencyKey` makes it safe to send the same again.
 */
export async function sendJson<Schema extends z.ZodType>(path: string, schema: Schema, options: SendOptions): Promise<z.infer<Schema>> {
  const { method = "POST", body, type = "application/json", idempotencyKey } = options;
  const headers: Record<string, string> = { "content-type": type };
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  const response = await ask(path, { method, headers, body: typeof body === "string" ? body : JSON.stringify(body) });
  return parsed(path, schema, await readJson(path, response));
}

/** An answer, a refusal too, is news of the connection. */
async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await send(path, init);
    connection.answered();
    return response;
  } catch (error) {
    if (error instanceof ApiError) connection.answered();
    throw error;
  }
}

function parsed<Schema extends z.ZodType>(path: string, schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new UnexpectedAnswerError(path);
  return result.data;
}
