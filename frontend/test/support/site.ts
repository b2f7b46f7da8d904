import { readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { contentSecurityPolicy, policyText } from "../../../backend/src/platform/http/content-security-policy.ts";
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

/** Serves the built pages as the backend does: files as they are, everything else as index.html. Endpoints answer 404 unless a test routes them. */
export async function serveBuild(): Promise<{ origin: string; close: () => Promise<void> }> {
  const pages = await builtPages();
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (/^\/(api|epcis|rpc)(\/|$)/.test(path)) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not routed by this test");
      return;
    }
    const wanted = join(pages, path);
    const file = wanted.startsWith(pages) && isFile(wanted) ? wanted : join(pages, "index.html");
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, close };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
