import { readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { contentSecurityPolicy, policyText } from "../../../backend/src/platform/http/content-security-policy.ts";
import type { Answer } from "./answer.ts";
import { exchangeOf } from "./exchange.ts";
import { builtPages } from "./pages.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** The policy that the real server sends: what a page may load is part of what is tested. */
const POLICY = policyText(contentSecurityPolicy({ https: false }));
const ENDPOINTS = /^\/(api|epcis|rpc)(\/|$)/;
const WORKER = "/service-worker.js";

/** What one site answers; a test may change it while pages are open. */
export interface Contents {
  endpoints: Answer;
  /** Whether the service worker does anything: what it installs is nearly everything that was built. */
  hasWorker: boolean;
}

export interface Site {
  origin: string;
  contents: Contents;
  close: () => Promise<void>;
}

/** Serves the built pages as the backend does: files as they are, everything else as index.html. */
export async function serveBuild(contents: Contents): Promise<Site> {
  const pages = await builtPages();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (ENDPOINTS.test(path)) void answer(site, request, response);
    else if (path === WORKER && !site.contents.hasWorker) response.writeHead(200, { "content-type": "text/javascript" }).end();
    else sendFile(pages, path, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    origin: `http://127.0.0.1:${port}`,
    contents,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
}

async function answer({ origin, contents }: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await contents.endpoints(await exchangeOf(origin, request, response));
  } catch (error) {
    console.error(`The answer to ${request.method} ${request.url} failed:`, error);
    response.destroy();
  }
}

/** Of all sites: they serve the same build. */
const files = new Map<string, Buffer>();

function sendFile(pages: string, path: string, response: ServerResponse): void {
  const wanted = join(pages, path);
  const file = wanted.startsWith(pages) && isFile(wanted) ? wanted : join(pages, "index.html");
  const content = files.get(file) ?? readFileSync(file);
  files.set(file, content);
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-security-policy": POLICY,
    "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  });
  response.end(content);
}

function isFile(path: string): boolean {
  return files.has(path) || (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}
