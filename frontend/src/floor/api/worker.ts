import { useSyncExternalStore } from "react";

/** Who works at this screen. */
export interface Worker {
  name: string;
  /** HTTP Basic, as each request shows it. */
  authorization: string;
}

const listeners = new Set<() => void>();
/** In memory alone: it holds the password, which nothing that reads the browser's storage may find. After a reload one signs in again. */
let current: Worker | null = null;
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
  for (const listener of listeners) listener();
}
