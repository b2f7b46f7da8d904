import { isStreamLive, subscribeToLiveness } from "../api/stream.ts";
import { connection } from "../offline/connection.ts";

/**
 * Calls back whenever there is reason to believe that sending works now: the network is back, the service answered again, somebody looks at
 * this page, or its worker was told of a network by the browser.
 */
export function onReasonToSend(callback: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener("online", callback, { signal });
  window.addEventListener("focus", callback, { signal });
  // Also a page that comes back out of the browser's memory.
  window.addEventListener("pageshow", callback, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && callback(), { signal });
  if ("serviceWorker" in navigator) navigator.serviceWorker.addEventListener("message", callback, { signal });
  const unsubscribe = connection.subscribe(() => !connection.isOffline() && callback());
  const unfollow = subscribeToLiveness(() => isStreamLive() && callback());
  return () => {
    stop.abort();
    unsubscribe();
    unfollow();
  };
}
