import type { z } from "zod";
import { ApiError, UnexpectedAnswerError } from "../../lib/api/errors.ts";
import { readJson, send, withQuery, type Query } from "../../lib/api/http.ts";
import { worker, type Worker } from "./worker.ts";

/**
 * One request to the warehouse that served this page, in the name of who works here. Addresses are relative, as a proxy may have given it a path.
 * Browsers would ask for name and password themselves if they were to send any (`credentials`).
 */
export async function askFloor(path: string, init: RequestInit = {}, who: Worker | null = worker.current()): Promise<Response> {
  const headers = { ...init.headers, ...(who !== null && { authorization: who.authorization }) };
  try {
    return await send(`api/floor/${path}`, { ...init, headers, credentials: "omit" });
  } catch (error) {
    // The account has ended. Whoever only tries to sign in is told by the form.
    if (error instanceof ApiError && error.status === 401 && who !== null && who === worker.current()) worker.signOut();
    throw error;
  }
}

/** GET as JSON. Throws `ApiError`, `UnreachableError` or `UnexpectedAnswerError`. */
export async function read<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  { query, signal, who }: { query?: Query; signal?: AbortSignal; who?: Worker } = {},
): Promise<z.infer<Schema>> {
  return parsed(path, schema, await readJson(path, await askFloor(withQuery(path, query), { signal: signal ?? null }, who)));
}

export function parsed<Schema extends z.ZodType>(path: string, schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new UnexpectedAnswerError(path);
  return result.data;
}
