import { useSyncExternalStore } from "react";
import { createShelf } from "../../lib/storage.ts";

/** Who works at this screen. */
export interface Worker {
  name: string;
  /** HTTP Basic, as each request shows it. */
  authorization: string;
}

const KEY = "waybill.floor.worker";
/** Kept no longer than the tab: screens of a floor are shared. */
export const tab = createShelf(() => window.sessionStorage);
const listeners = new Set<() => void>();
let current: Worker | null = read();
type WhyOut = "unknown-account" | "unknown-device" | null;
let whyOut: WhyOut = null;

export const worker = {
  current: () => current,
  signIn: (next: Worker) => set(next),
  /** @param why Null where it was meant. */
  signOut(why: WhyOut = null): void {
    whyOut = why;
    set(null);
  },
  /** Why nobody is signed in any more. */
  whyOut: () => whyOut,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

export function useWorker(): Worker | null {
  return useSyncExternalStore(worker.subscribe, worker.current);
}

/** Name and password as RFC 7617 has them, in UTF-8. */
export function workerOf(name: string, password: string): Worker {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return { name, authorization: `Basic ${btoa(String.fromCodePoint(...bytes))}` };
}

function set(next: Worker | null): void {
  current = next;
  if (next === null) tab.removeItem(KEY);
  else tab.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function read(): Worker | null {
  try {
    const kept = JSON.parse(tab.getItem(KEY) ?? "null") as Partial<Worker> | null;
    return typeof kept?.name === "string" && typeof kept.authorization === "string" ? (kept as Worker) : null;
  } catch {
    return null;
  }
}
