import { explainDigitalLink } from "@waybill/protocol/identifiers/explain-digital-link";
import { explainInWords } from "@waybill/protocol/identifiers/explain-in-words";
import { linkTypeNamed } from "@waybill/protocol/identifiers/link-types";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { HandlerRequest, Reply } from "../../platform/http/route.ts";
import { chooseTargets, readPreferences } from "./choose-targets.ts";
import { choicesPage } from "./choices-page.ts";
import { describe, linkedDataOf, titleOf } from "./description.ts";
import { LINKSET_CONTEXT, LINKSET_TYPE, linkHeader, linksetOf } from "./linkset.ts";
import { RESOLVER_PROBLEMS } from "./resolver.errors.ts";
import type { ActorsOfLinks } from "./resolver.ports.ts";
import type { Asked, Target } from "./target.ts";
import { targetsOf } from "./targets-of.ts";

/** Media types that one address answers with; a browser, and whoever has no wish, gets the page. */
export const ANSWER_TYPES = ["text/html", "application/ld+json", LINKSET_TYPE, "application/json"] as const;

/** Keys of goods and logistic units, whose page is the one with the verdict; a person who scans another sees all its links. */
const HAVE_A_PAGE: ReadonlySet<string> = new Set(["00", "01"]);

/** Anybody's script may ask, and what is answered depends on what was asked for. */
const HEADERS = Object.freeze({
  Vary: "Accept, Accept-Language",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Link",
});

export type ResolverRequest = Pick<
  HandlerRequest<unknown, { linkType?: string | undefined }, unknown>,
  "query" | "header" | "url" | "origin" | "accepted"
>;

/**
 * What one Digital Link answers: the page, its description, its events or all its links; or the way to the one link that was asked for.
 *
 * @throws {ProblemError} `resolver.unsound-identifier`, `resolver.unknown-link-type`, `resolver.no-such-link`
 */
export async function resolve(ctx: Pick<Ctx, "tx" | "clock">, actors: ActorsOfLinks, request: ResolverRequest): Promise<Reply> {
  const linkType = request.query.linkType ?? (asksForEvents(request) ? "epcis" : undefined);
  const isPage = linkType === undefined && request.accepted === "text/html";
  const { link, problem } = explainDigitalLink(request.origin + request.url);
  if (problem !== undefined) {
    // A person reads on the page what is wrong.
    if (isPage) return { status: 400, isPage, headers: HEADERS };
    throw new ProblemError(RESOLVER_PROBLEMS.unsoundIdentifier, { detail: explainInWords(problem) });
  }
  const asked = { link, origin: request.origin };
  const targets = await targetsOf(ctx, actors, asked);
  const headers = { ...HEADERS, Link: linkHeader(asked, targets) };
  if (isPage && !HAVE_A_PAGE.has(link.key.ai))
    return { status: 307, headers: { ...headers, Location: `/readers?of=${encodeURIComponent(link.canonical)}` } };
  if (isPage) return { status: 200, isPage, headers };
  if (linkType !== undefined && linkType !== "linkset" && linkType !== "all") return follow(request, { asked, targets, linkType, headers });
  const described = await describe(ctx, asked);
  if (linkType === undefined && request.accepted === "application/ld+json")
    return { status: 200, body: linkedDataOf(asked, described, targets), contentType: "application/ld+json; charset=utf-8", headers };
  return linksetReply(linksetOf(asked, targets, titleOf(asked, described)), request, headers);
}

interface Wish {
  asked: Asked;
  targets: readonly Target[];
  linkType: string;
  headers: Readonly<Record<string, string>>;
}

function follow(request: ResolverRequest, { asked, targets, linkType, headers }: Wish): Reply {
  const type = linkTypeNamed(linkType);
  if (type === undefined)
    throw new ProblemError(RESOLVER_PROBLEMS.unknownLinkType, { detail: `${linkType.slice(0, 100)} is no type of link.` });
  const ofType = targets.filter((target) => target.type === type);
  const preferences = {
    languages: readPreferences(request.header("accept-language")),
    mediaTypes: readPreferences(request.header("accept")),
  };
  const chosen = ofType.length === 0 ? [] : chooseTargets(ofType, preferences);
  const [only, ...others] = chosen;
  if (only === undefined) {
    const types = [...new Set(targets.map((target) => `gs1:${target.type}`))].join(", ");
    throw new ProblemError(RESOLVER_PROBLEMS.noSuchLink, { detail: `There are ${types}.`, headers });
  }
  if (others.length === 0)
    return { status: 307, headers: { ...headers, Location: only.takesQuery ? withQueryOf(request.url, only.href) : only.href } };
  if (request.accepted === "text/html")
    return { status: 300, text: choicesPage(asked, chosen), contentType: "text/html; charset=utf-8", headers };
  return { ...linksetReply(linksetOf(asked, chosen, "Links to choose from"), request, headers), status: 300 };
}

function linksetReply(body: unknown, { accepted }: ResolverRequest, headers: Readonly<Record<string, string>>): Reply {
  const contentType = `${accepted === "application/json" ? accepted : LINKSET_TYPE}; charset=utf-8`;
  const context = `<${LINKSET_CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`;
  return { status: 200, body, contentType, headers: { ...headers, Link: [headers["Link"], context].filter(Boolean).join(", ") } };
}

/** The standard's own context, or its address, as a profile of JSON-LD asks for EPCIS events. */
function asksForEvents({ header, accepted }: ResolverRequest): boolean {
  return accepted === "application/ld+json" && /profile\s*=\s*"?[^",;]*ref\.gs1\.org\/standards\/epcis/i.test(header("accept") ?? "");
}

/** A redirection passes the whole query string on (GS1-Conformant Resolver Standard, section 2.12). */
function withQueryOf(url: string, href: string): string {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? "";
  if (query === "") return href;
  const [address = "", fragment] = href.split("#", 2);
  return `${address}${address.includes("?") ? "&" : "?"}${query}${fragment === undefined ? "" : `#${fragment}`}`;
}
