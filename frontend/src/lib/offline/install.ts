/**
 * Makes the supplier's pages work without a network, and the site installable. Only these pages do: the product page is never served
 * from this browser, so that nobody sees a verdict of yesterday.
 */
export function installOffline(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "/manifest.webmanifest";
  document.head.append(manifest);
  // Refused on pages that are not secure, and in some private windows: the pages then work as before, with a network.
  navigator.serviceWorker.register("/service-worker.js", { scope: "/supplier" }).catch(() => undefined);
  // Asks the browser not to clear what was signed and not yet sent.
  void navigator.storage?.persist?.().catch(() => undefined);
}

/** Background Sync, which not every browser has. */
interface WithSync {
  sync?: { register: (tag: string) => Promise<void> };
}

/** Asks the browser to tell the worker, and it these pages, when there is a network: pages that nobody looks at hear of it late by themselves. */
export function askForNews(): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.ready
    .then((registration: ServiceWorkerRegistration & WithSync) => registration.sync?.register("outbox"))
    .catch(() => undefined);
}
