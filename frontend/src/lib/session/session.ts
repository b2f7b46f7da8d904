import type { z } from "zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { UnexpectedAnswerError } from "../api/errors.ts";
import { readJson } from "../api/http.ts";
import { keys } from "../api/query-keys.ts";
import { shelf } from "../storage.ts";
import { createSession, type SessionState } from "./create-session.ts";

/** The session of this browser. */
export const session = createSession({
  storage: shelf,
  others: typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("waybill.session"),
  now: () => Date.now(),
});

/** Whether somebody is signed in here; asks the server when that is not known yet. Forgets what was read in a session that has ended, however it did. */
export function useSession(): SessionState {
  const client = useQueryClient();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const isOut = state.kind === "out";
  useEffect(() => session.start(), []);
  useEffect(() => {
    if (isOut) client.removeQueries({ queryKey: keys.own });
  }, [client, isOut]);
  return state;
}

/** GET as JSON in the name of whoever is signed in. */
export async function getOwn<Schema extends z.ZodType>(path: string, schema: Schema, signal?: AbortSignal): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(await readJson(path, await session.send(path, { signal })));
  if (!parsed.success) throw new UnexpectedAnswerError(path);
  return parsed.data;
}

interface OwnRequest {
  method?: "POST" | "PUT" | "DELETE";
  body?: object;
  idempotencyKey?: string;
  /** Which the request takes the place of. */
  version?: number;
}

/** Ends something, or puts it there, without a body either way. @param idempotencyKey done once under it, also where the first answer was lost */
export async function doOwn(method: "PUT" | "DELETE", path: string, idempotencyKey: string): Promise<void> {
  await session.send(path, { method, headers: { "idempotency-key": idempotencyKey } });
}

/** Sends JSON in the name of whoever is signed in, and parses the answer. */
export async function sendOwn<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  { method = "POST", body = {}, idempotencyKey, version }: OwnRequest = {},
): Promise<z.infer<Schema>> {
  const headers = {
    "content-type": "application/json",
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    ...(version !== undefined && { "if-match": `"${version}"` }),
  };
  const response = await session.send(path, { method, headers, body: JSON.stringify(body) });
  const parsed = schema.safeParse(response.status === 204 ? undefined : await readJson(path, response));
  if (!parsed.success) throw new UnexpectedAnswerError(path);
  return parsed.data;
}
