import { join, resolve } from "node:path";
import express, { type Express } from "express";

/** Addresses that belong to machines: an unknown one answers a problem, never a page. */
const MACHINE_PATHS = /^\/(api|epcis|rpc|problems|livez|readyz|metrics)(\/|$)/;

/**
 * Serves the built web pages. Files below /assets carry a hash in their name and never change; the page itself is
 * always asked for again. Every other address that a browser opens (`/01/…/10/…`, `/events/…`) gets the page, which
 * then finds its own way.
 */
export function serveFrontend(server: Express, directory: string): void {
  const root = resolve(directory);
  server.use("/assets", express.static(join(root, "assets"), { immutable: true, maxAge: "365d", index: false, redirect: false }));
  server.use(
    express.static(root, {
      index: false,
      redirect: false,
      maxAge: 0,
      setHeaders: (response) => response.setHeader("Cache-Control", "no-cache"),
    }),
  );
  server.use((request, response, next) => {
    const isPage =
      (request.method === "GET" || request.method === "HEAD") && !MACHINE_PATHS.test(request.path) && !request.path.startsWith("/assets/");
    if (!isPage || !request.accepts("html")) return next();
    response.setHeader("Cache-Control", "no-cache");
    response.sendFile(join(root, "index.html"));
  });
}
