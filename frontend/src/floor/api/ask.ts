import type { z } from "zod";
import { ApiError, UnexpectedAnswerError } from "../../lib/api/errors.ts";
import { readJson, send, withQuery, type Query } from "../../lib/api/http.ts";
import { worker, type Worker } from "./worker.ts";

const UNKNOWN_DEVICE = "warehouse.unknown-device";
/** The server then asks for no password by a window of the browser, which would keep and send it by itself. */
const BY_SCRIPT = { "x-requested-with": "XMLHttpRequest" };

/**
 * One request to the warehouse that served this page, in the name of who works here; the cookie of the device goes with it. Addresses are relative,
 * as a proxy may have given it a path.
 */
export async function askFloor(path: string, init: RequestInit = {}, who: Worker | null = worker.current()): Promise<Response> {
  const headers = { ...init.headers, ...BY_SCRIPT, ...(who !== null && { authorization: who.authorization }) };
  try {
    return await send(`api/floor/${path}`, { ...init, headers, credentials: "same-origin" });
  } catch (error) {
    // The account has ended, or the device. Whoever only tries to sign in is told by the form.
    const why = isUnknownDevice(error) ? "unknown-device" : "unknown-account";
    const isEnded = isUnknownDevice(error) || (error instanceof ApiError && error.status === 401);
    if (isEnded && who !== null && who === worker.current()) worker.signOut(why);
    throw error;
  }
}

export function isUnknownDevice(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === UNKNOWN_DEVICE;
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
