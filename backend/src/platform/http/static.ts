import { basename, join, resolve } from "node:path";
import express, { type Express, type Request, type RequestHandler, type Response } from "express";
import type { Config } from "../../config/config.ts";
import { originOf } from "./origin.ts";

/** Addresses that belong to machines: an unknown one answers a problem, never a page. */
const MACHINE_PATHS = /^\/(api|epcis|pact|rpc|problems|livez|readyz|metrics)(\/|$)/;

/** The check as one file. */
const VERIFIER = "verifier.html";
/** What the pages of each program begin with. One folder holds those of all. */
const SHELLS = ["index.html", "warehouse.html"] as const;

/** What is known of a page that a browser asks for. */
export interface AskedPage {
  /** As it was asked for, percent-encoded. */
  path: string;
  /** With its question mark; "" without one. */
  search: string;
  acceptLanguage: string;
  /** Scheme, host and port as the browser sees them. */
  origin: string;
}

export interface DrawnPage {
  /** Changes with all that is shown. */
  etag: string;
  /** Drawn only for whoever does not have it yet. */
  html: () => Promise<string>;
}

/** Draws a page here instead of in the browser; null for pages that only the browser draws. */
export type DrawPage = (asked: AskedPage) => Promise<DrawnPage | null>;

export interface PageOptions {
  config: Pick<Config, "publicUrl">;
  /** File that every page begins with; that of the shop where none is named. */
  shell?: string | undefined;
  drawPage: DrawPage | undefined;
  /** False for a path without a page, or whose page is about something that there is not. */
  isKnown: (path: string) => Promise<boolean>;
  /** Told when a page could not be drawn here. */
  onFailure: (error: unknown) => void;
  /** Files are not counted, pages are: what they are about is looked up. */
  countPage: RequestHandler;
}

/**
 * Serves the built web pages. Files below /assets carry a hash in their name and never change; the page itself is
 * always asked for again. Every other address that a browser opens (`/01/…/10/…`, `/events/…`) gets the page, which
 * then finds its own way; with the status 404 where that leads to nothing.
 */
export function serveFrontend(server: Express, directory: string, options: PageOptions): void {
  const root = resolve(directory);
  const { shell = SHELLS[0] } = options;
  const sendShell = (response: Response, status: number) => response.status(status).sendFile(join(root, shell));
  const others = SHELLS.filter((name) => name !== shell).map((name) => `/${name}`);
  server.use("/assets", express.static(join(root, "assets"), { immutable: true, maxAge: "365d", index: false, redirect: false }));
  const files = express.static(root, {
    index: false,
    redirect: false,
    maxAge: 0,
    setHeaders: (response, file) => {
      response.setHeader("Cache-Control", "no-cache");
      // Its script stands in it, which no page of ours may have: it is to be kept, and opened from a disk.
      if (basename(file) === VERIFIER) response.attachment(VERIFIER);
    },
  });
  // Pages of another program would ask this one for what it does not have.
  server.use((request, response, next) => (others.includes(request.path) ? next() : files(request, response, next)));
  const isPage = ({ method, path }: Request) =>
    (method === "GET" || method === "HEAD") && !MACHINE_PATHS.test(path) && !path.startsWith("/assets/");
  server.use((request, response, next) => (isPage(request) ? options.countPage(request, response, next) : next()));
  server.use((request, response, next) => {
    if (!isPage(request) || !request.accepts("html")) return next();
    response.setHeader("Cache-Control", "no-cache");
    void answerDrawn(options, request, response)
      .then(async (isAnswered) => isAnswered || sendShell(response, (await options.isKnown(request.path)) ? 200 : 404))
      // The browser can draw it, or say what is wrong.
      .catch((error: unknown) => {
        response.removeHeader("ETag");
        options.onFailure(error);
        sendShell(response, 200);
      });
  });
}

/** @returns true when the page was answered from here. */
async function answerDrawn({ drawPage, config }: PageOptions, request: Request, response: Response): Promise<boolean> {
  if (drawPage === undefined) return false;
  const { path, originalUrl } = request;
  const search = originalUrl.includes("?") ? originalUrl.slice(originalUrl.indexOf("?")) : "";
  const page = await drawPage({ path, search, acceptLanguage: request.get("accept-language") ?? "", origin: originOf(config, request) });
  if (page === null) return false;
  response.vary("Accept-Language");
  response.setHeader("ETag", page.etag);
  if (request.fresh) response.status(304).end();
  else response.type("html").send(await page.html());
  return true;
}
