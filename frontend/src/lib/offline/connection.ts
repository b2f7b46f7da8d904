/**
 * Whether the service can be reached, as far as this page knows: what the browser says of its network, until a request tells better.
 * A browser may call itself offline and reach a service on its own machine, or online behind a wall.
 */
let isOffline = typeof navigator !== "undefined" && navigator.onLine === false;
const listeners = new Set<() => void>();

export const connection = {
  isOffline: () => isOffline,
  /** The service has just answered. */
  answered: () => set(false),
  /** Nobody has answered, and older answers stand in. */
  unanswered: () => set(true),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

if (typeof window !== "undefined") {
  window.addEventListener("online", connection.answered);
  window.addEventListener("offline", connection.unanswered);
}

function set(next: boolean): void {
  if (next === isOffline) return;
  isOffline = next;
  for (const listener of listeners) listener();
}
