import { KEYS, keyNamed } from "@waybill/protocol/identifiers/application-identifiers";
import { readCompressedPath } from "@waybill/protocol/identifiers/compression/compress";
import { explainDigitalLink } from "@waybill/protocol/identifiers/explain-digital-link";
import { explainInWords } from "@waybill/protocol/identifiers/explain-in-words";
import { GS1_VOC } from "@waybill/protocol/identifiers/link-types";
import { linkset, resolverDescription } from "@waybill/protocol/schemas/api/resolver";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Reply, type Route } from "../../platform/http/route.ts";
import { describe, linkedDataOf } from "./description.ts";
import { LINKSET_CONTEXT } from "./linkset.ts";
import { numericPath } from "./numeric-path.ts";
import { ANSWER_TYPES, resolve } from "./resolve.ts";
import { RESOLVER_PROBLEMS } from "./resolver.errors.ts";
import type { ActorsOfLinks } from "./resolver.ports.ts";
import { targetsOf } from "./targets-of.ts";

const TAG = "GS1 Digital Link";
/** An installation of the API alone answers linked data to who has no wish. */
const WITHOUT_PAGES = ANSWER_TYPES.toSorted((a, b) => Number(a === "text/html") - Number(b === "text/html"));

export function resolverRoutes({ app, actors }: { app: App; actors: ActorsOfLinks }): Route[] {
  return [
    route({
      method: "get",
      path: "/.well-known/gs1resolver",
      act: "identifiers:resolve",
      summary: "What this GS1 resolver can do",
      tag: TAG,
      cost: 0,
      responses: { 200: { description: "The description file of the GS1-Conformant Resolver Standard.", schema: resolverDescription } },
      handler: async ({ origin }) => ({ status: 200, body: descriptionFile(origin), headers: { "Access-Control-Allow-Origin": "*" } }),
    }),
    route({
      method: "get",
      path: "/api/descriptions",
      act: "identifiers:resolve",
      summary: "What an identifier names, as linked data",
      tag: TAG,
      query: z.object({ of: z.string().max(500).describe("GS1 Digital Link, on any domain.") }),
      produces: ["application/ld+json", "application/json"],
      responses: {
        200: { description: "JSON-LD in the words of schema.org and the GS1 Web Vocabulary.", schema: z.looseObject({ "@id": z.url() }) },
      },
      handler: async ({ query, origin, accepted, traceId }) => {
        const { link, problem } = explainDigitalLink(query.of);
        if (problem !== undefined) throw new ProblemError(RESOLVER_PROBLEMS.unsoundIdentifier, { detail: explainInWords(problem) });
        const asked = { link, origin };
        const body = await inTransaction(
          app,
          async (ctx) => linkedDataOf(asked, await describe(ctx, asked), await targetsOf(ctx, actors, asked)),
          {
            traceId,
          },
        );
        return { status: 200, body, contentType: `${accepted}; charset=utf-8`, headers: { "Access-Control-Allow-Origin": "*" } };
      },
    }),
    route({
      method: "get",
      path: "/{compressed}",
      matches: (path) => readCompressedPath(path) !== undefined,
      act: "identifiers:resolve",
      summary: "Leads from a compressed GS1 Digital Link to the same without compression",
      tag: TAG,
      params: z.object({ compressed: z.string().describe("Key, qualifiers and attributes, as GS1 compresses them.") }),
      responses: {
        307: { description: "To the Digital Link.", headers: { Location: "The Digital Link.", Link: "The same, as `owl:sameAs`." } },
      },
      handler: async ({ url, origin }) => uncompressedReply(url, origin),
    }),
    route({
      method: "get",
      path: "/{key}/{identifier...}",
      matches: (path) => keyNamed(path.split("/")[1] ?? "") !== undefined,
      act: "identifiers:resolve",
      summary: "Resolves a GS1 Digital Link: page, linked data, EPCIS events or all links, as the reader asks",
      description:
        "`Accept: text/html` leads to the page, `application/ld+json` gives a description, the same with an EPCIS profile leads to the events, " +
        "`application/linkset+json` gives all links (RFC 9264). `linkType` leads to one link; `Accept-Language` and `Accept` choose among " +
        "several. Where several fit alike the answer is 300 with all of them. Old names of keys (`/gtin/`) lead to the digits.",
      tag: TAG,
      params: z.object({
        key: z.string().describe("AI of the key, as `01` for a GTIN."),
        identifier: z
          .array(z.string())
          .meta({ type: "string" })
          .describe("Its value, then qualifiers and their values in their order: `09506000134352/10/ABC`."),
      }),
      query: z.object({
        linkType: z.string().max(200).optional().describe("`linkset` for all links, or the type of one, as `gs1:pip`."),
      }),
      produces: app.config.frontendDir === null ? WITHOUT_PAGES : ANSWER_TYPES,
      takesAnyAccept: true,
      responses: {
        200: {
          description: "The page, the description or the linkset.",
          schema: linkset,
          headers: { Link: "The links, the linkset first." },
        },
        300: { description: "Several links fit alike: a linkset of those." },
        307: { description: "To the link that was asked for; the query string goes with it.", headers: { Location: "The link." } },
      },
      handler: async (request) => {
        if (readCompressedPath(pathOf(request.url)) !== undefined) return uncompressedReply(request.url, request.origin);
        const numeric = numericPath(request.url);
        if (numeric !== undefined) return { status: 307, headers: { Location: numeric } };
        return inTransaction(app, (ctx) => resolve(ctx, actors, request), { traceId: request.traceId });
      },
    }),
  ];
}

/** The standard asks that the link without compression be named, too. */
function uncompressedReply(url: string, origin: string): Reply {
  const address = readCompressedPath(pathOf(url))?.url ?? "/";
  const query = url.slice(pathOf(url).length).replace(/^\?/, address.includes("?") ? "&" : "?");
  return {
    status: 307,
    headers: {
      Location: address + query,
      Link: `<${origin}${address}>; rel="http://www.w3.org/2002/07/owl#sameAs"`,
      "Access-Control-Allow-Origin": "*",
    },
  };
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? "";
}

function descriptionFile(origin: string): z.infer<typeof resolverDescription> {
  return {
    name: "Waybill",
    resolverRoot: origin,
    supportedPrimaryKeys: Object.keys(KEYS).sort(),
    supportedLinkType: [{ namespace: GS1_VOC, prefix: "gs1:" }],
    linkTypeDefaultCanBeLinkset: false,
    jsonLdContextLocation: LINKSET_CONTEXT,
    contact: { fn: "Waybill" },
  };
}
