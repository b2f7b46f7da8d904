/** Files of the supplier's pages, and a name for this set of them; both are put in front of this script by the build. */
declare const SHELL_FILES: readonly string[];
declare const SHELL_CACHE: string;

const PAGE = "/index.html";
const PREFIX = "waybill-shell-";

const scope = self as unknown as ServiceWorkerGlobalScope;

scope.addEventListener("install", (event) => event.waitUntil(keepShell()));

// A new version takes over when the pages of the old one are closed: those may still need its files.
scope.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => scope.clients.claim())));

// The browser has a network: pages that hold something signed are told to send it.
scope.addEventListener("sync", (event) => (event as ExtendableEvent).waitUntil(tellPages()));

/**
 * Pages come from the network and only without one from here; files whose name carries their hash come from here. Everything else, every
 * answer of the API above all, is left to the network: nothing that says how goods or proofs stand is ever served from a cache.
 */
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(PAGE)));
  else if (SHELL_FILES.includes(pathname)) event.respondWith(kept(pathname));
});

async function tellPages(): Promise<void> {
  for (const page of await scope.clients.matchAll({ type: "window" })) page.postMessage("network");
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll(SHELL_FILES);
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== SHELL_CACHE).map((name) => caches.delete(name)));
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(SHELL_CACHE);
  return (await cache.match(path)) ?? fetch(path);
}
