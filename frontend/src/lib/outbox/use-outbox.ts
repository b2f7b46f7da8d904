import { useEffect, useSyncExternalStore } from "react";
import { shelf } from "../storage.ts";
import { createOutbox, type Outbox } from "./create-outbox.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import { sendEntry } from "./send-entry.ts";

/** This browser's signed requests. */
export const outbox: Outbox = createOutbox({
  storage: shelf,
  send: sendEntry,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
});

/** The entries, newest first, fresh after every change here or in another tab. */
export function useOutbox(): readonly OutboxEntry[] {
  return useSyncExternalStore(outbox.subscribe, outbox.list);
}

/** Sends what waits when the page opens, when the network comes back, and when another tab has signed something. */
export function useOutboxDrain(): void {
  useEffect(() => {
    const drain = () => void outbox.drain();
    const reload = () => outbox.reload();
    drain();
    window.addEventListener("online", drain);
    window.addEventListener("storage", reload);
    return () => {
      window.removeEventListener("online", drain);
      window.removeEventListener("storage", reload);
    };
  }, []);
}
