import { useSyncExternalStore } from "react";
import { ApiError, UnreachableError } from "../../lib/api/errors.ts";
import { readJson } from "../../lib/api/http.ts";
import { createShelf } from "../../lib/storage.ts";
import { askFloor } from "./ask.ts";
import { worker } from "./worker.ts";

/** Something done on the floor, and not answered yet. The same key again is the same act: it is done once. */
interface Act {
  by: string;
  method: "POST" | "PUT" | "DELETE";
  path: string;
  body: object;
  key: string;
}

export interface Sending {
  /** Nobody answered the last time: it is sent again. */
  isAway: boolean;
}

/** What waits is kept no longer than the tab: screens of a floor are shared. It says who did it, and nothing that lets anybody in. */
const tab = createShelf(() => window.sessionStorage);
const KEY = "waybill.floor.act";
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 10_000;

const listeners = new Set<() => void>();
let sending: Sending | null = null;
let stop = new AbortController();

/** What is being sent now; null while nothing is. */
export function useSending(): Sending | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => sending,
  );
}

/** It was given up: whether it was done is not known. */
export class GivenUpError extends Error {}

/** Does something once, however often the line breaks: it is sent under one key until it is answered, after the page was loaded again, too. */
export function perform(path: string, body: object, method: Act["method"] = "POST"): Promise<unknown> {
  return deliver({ by: worker.current()?.name ?? "", method, path, body, key: crypto.randomUUID() });
}

/** What was not answered when the page was loaded again is sent once more, by whoever did it. @returns false where there is no such thing */
export async function performRest(): Promise<boolean> {
  const act = kept();
  if (act === null || sending !== null || act.by !== worker.current()?.name) return false;
  await deliver(act);
  return true;
}

export function giveUp(): void {
  stop.abort();
}

async function deliver(act: Act): Promise<unknown> {
  tab.setItem(KEY, JSON.stringify(act));
  stop = new AbortController();
  const { signal } = stop;
  set({ isAway: false });
  try {
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
      try {
        return await readJson(act.path, await sendOnce(act));
      } catch (error) {
        if (!mayPass(error)) throw error;
        set({ isAway: true });
        await untilBetter(pause, signal);
        if (signal.aborted) throw new GivenUpError();
      }
    }
  } finally {
    tab.removeItem(KEY);
    set(null);
  }
}

function sendOnce({ method, path, body, key }: Act): Promise<Response> {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  return askFloor(path, { method, headers, ...(method !== "DELETE" && { body: JSON.stringify(body) }) });
}

function mayPass(error: unknown): boolean {
  return error instanceof UnreachableError || (error instanceof ApiError && error.status >= 429 && error.problem?.retryable === true);
}

function untilBetter(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end);
    signal.addEventListener("abort", end, { once: true });
  });
}

function kept(): Act | null {
  try {
    return JSON.parse(tab.getItem(KEY) ?? "null") as Act | null;
  } catch {
    return null;
  }
}

function set(next: Sending | null): void {
  sending = next;
  for (const listener of listeners) listener();
}
