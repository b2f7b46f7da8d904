import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { App } from "../app.ts";
import { ProblemError, type ProblemTable } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { policyText, policyWithoutTrustedTypes } from "./content-security-policy.ts";
import { INSTALLATION_API } from "./installation-api.ts";
import { openApiDocument } from "./openapi.ts";
import { problemPageHtml, referencePageHtml, REFERENCE_SCRIPT } from "./pages.ts";
import type { KnownCaller } from "./principal.ts";
import { route, routeOf, type Route } from "./route.ts";

/** Found, not imported: importing the library would run the whole page's script in every process, a tenth of its start. */
const LIBRARY = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
/** Files of the reference page's library that we pass on; nothing else of that folder is served. */
const LIBRARY_FILES: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};
const HTML = "text/html; charset=utf-8";
const ONE_DAY = { "Cache-Control": "public, max-age=86400" };

/** The OpenAPI document, a reference page that needs nobody else's server, and a page for each problem. */
export function docsRoutes(
  { config }: Pick<App, "config">,
  routes: () => readonly Route[],
  problems: () => readonly ProblemTable[],
  version: string,
): Route[] {
  const policy = policyText(policyWithoutTrustedTypes({ https: config.mode === "production" }));
  return [
    openApiRoute(() => openApiDocument(routes(), INSTALLATION_API, { version })),
    route({
      method: "get",
      path: "/api/docs",
      act: "system:read",
      summary: "Reference page of this API",
      tag: "System",
      cost: 0,
      responses: { 200: { description: "A page.", contentType: "text/html" } },
      handler: async () => ({ status: 200, text: referencePageHtml(), contentType: HTML, headers: { "Content-Security-Policy": policy } }),
    }),
    route({
      method: "get",
      path: "/api/docs/{file}",
      act: "system:read",
      summary: "Script or style of the reference page",
      tag: "System",
      cost: 0,
      params: z.object({ file: z.string() }),
      responses: { 200: { description: "The file.", contentType: "*/*" } },
      handler: async ({ params }) => {
        if (params.file === "reference.js") return { status: 200, text: REFERENCE_SCRIPT, contentType: "text/javascript; charset=utf-8" };
        const contentType = Object.hasOwn(LIBRARY_FILES, params.file) ? LIBRARY_FILES[params.file] : undefined;
        if (contentType === undefined) throw new ProblemError(PLATFORM_PROBLEMS.notFound);
        return { status: 200, bytes: await readFile(join(LIBRARY, params.file)), contentType, headers: ONE_DAY };
      },
    }),
    problemRoute(problems),
  ];
}

/** A program's API as an OpenAPI document, as its own table of permissions has it. */
export function openApiRoute(make: () => object): Route<"system:read", KnownCaller> {
  // Made once: writing the schemas of all routes takes a tenth of a second.
  let document: string | undefined;
  return routeOf<"system:read", KnownCaller>()({
    method: "get",
    path: "/api/openapi.json",
    act: "system:read",
    summary: "This API as an OpenAPI 3.1 document",
    tag: "System",
    cost: 0,
    responses: { 200: { description: "The document.", contentType: "application/json" } },
    handler: async () => ({ status: 200, text: (document ??= JSON.stringify(make())) }),
  });
}

/** A page for each problem that a program answers with, as the `type` of its answers names it. */
export function problemRoute(problems: () => readonly ProblemTable[]): Route<"system:read", KnownCaller> {
  return routeOf<"system:read", KnownCaller>()({
    method: "get",
    path: "/problems/{code}",
    act: "system:read",
    summary: "What a problem means and what to do about it",
    tag: "System",
    cost: 0,
    params: z.object({ code: z.string() }),
    responses: { 200: { description: "A page.", contentType: "text/html" } },
    handler: async ({ params }) => {
      const definition = problems()
        .flatMap((table) => Object.values(table))
        .find(({ code }) => code === params.code);
      if (!definition) throw new ProblemError(PLATFORM_PROBLEMS.notFound);
      return { status: 200, text: problemPageHtml(definition), contentType: HTML, headers: ONE_DAY };
    },
  });
}
