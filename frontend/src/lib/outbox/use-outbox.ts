import { useEffect, useSyncExternalStore } from "react";
import { createOutbox, type Outbox } from "./create-outbox.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import { indexedStore } from "./outbox-store.ts";
import { sendEntry } from "./send-entry.ts";

const NAME = "waybill.outbox";
/** A server that was away is tried again after this long; the browser's own word for being online comes sooner. */
const RETRY_MILLISECONDS = 20_000;

const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);

/** This browser's signed requests. */
export const outbox: Outbox = createOutbox({
  store: indexedStore,
  send: sendEntry,
  // A browser without locks still sends nothing twice: every attempt carries the entry's own idempotency key.
  alone: (work) => ("locks" in navigator ? navigator.locks.request(NAME, work) : work()),
  announce: () => otherTabs?.postMessage("changed"),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
});

/** The entries, newest first, fresh after every change here or in another tab. */
export function useOutbox(): readonly OutboxEntry[] {
  return useSyncExternalStore(outbox.subscribe, outbox.list);
}

/** Whether everything signed is written down in this browser. */
export function useIsLasting(): boolean {
  return useSyncExternalStore(outbox.subscribe, outbox.isLasting);
}

/** Sends what waits: when the page opens, when the network comes back, and from time to time. Follows what other tabs do. */
export function useOutboxDrain(): void {
  useEffect(() => {
    const drain = () => void outbox.drain();
    const reload = () => void outbox.reload();
    const retry = setInterval(() => {
      if (navigator.onLine && outbox.list().some(({ state }) => state === "waiting")) drain();
    }, RETRY_MILLISECONDS);
    reload();
    drain();
    window.addEventListener("online", drain);
    window.addEventListener("beforeunload", warn);
    otherTabs?.addEventListener("message", reload);
    return () => {
      clearInterval(retry);
      window.removeEventListener("online", drain);
      window.removeEventListener("beforeunload", warn);
      otherTabs?.removeEventListener("message", reload);
    };
  }, []);
}

/** The browser asks before a page is left that holds the only copy of something signed. */
function warn(event: BeforeUnloadEvent): void {
  if (!outbox.isLasting()) event.preventDefault();
}
