import { useEffect, useSyncExternalStore } from "react";
import { connection } from "../offline/connection.ts";
import { askForNews } from "../offline/install.ts";
import { createOutbox, type Outbox } from "./create-outbox.ts";
import { keepSending } from "./keep-sending.ts";
import { isHeldUp, type OutboxEntry } from "./outbox-entry.ts";
import { indexedStore } from "./outbox-store.ts";
import { onReasonToSend } from "./reasons-to-send.ts";
import { sendEntry } from "./send-entry.ts";
import { forgetSigned } from "./signed-events.ts";

const NAME = "waybill.outbox";
const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);

/** This browser's signed requests. */
export const outbox: Outbox = createOutbox({
  store: indexedStore,
  send: async (entry, stop) => {
    const result = await sendEntry(entry, stop);
    if (result.kind !== "offline" || result.problem !== null) connection.answered();
    return result;
  },
  // A browser without locks still sends nothing twice: every attempt carries the entry's own idempotency key.
  alone: (work) => ("locks" in navigator ? navigator.locks.request(NAME, work) : work()),
  announce: () => otherTabs?.postMessage("changed"),
  onUnsent: forgetSigned,
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

/** Sends what waits: when the page opens, whenever there is reason to, and in between after ever longer pauses. Follows what other tabs do. */
export function useOutboxDrain(): void {
  useEffect(() => {
    const sender = keepSending(outbox, {
      set: (work, milliseconds) => window.setTimeout(work, milliseconds),
      clear: (id) => window.clearTimeout(id),
    });
    const ignore = onReasonToSend(sender.wake);
    const forget = outbox.subscribe(() => outbox.list().some(isHeldUp) && askForNews());
    const reload = () => void outbox.reload();
    reload();
    sender.wake();
    window.addEventListener("online", outbox.interrupt);
    window.addEventListener("beforeunload", warn);
    otherTabs?.addEventListener("message", reload);
    return () => {
      sender.stop();
      ignore();
      forget();
      window.removeEventListener("online", outbox.interrupt);
      window.removeEventListener("beforeunload", warn);
      otherTabs?.removeEventListener("message", reload);
    };
  }, []);
}

/** The browser asks before a page is left that holds the only copy of something signed. */
function warn(event: BeforeUnloadEvent): void {
  if (!outbox.isLasting()) event.preventDefault();
}
