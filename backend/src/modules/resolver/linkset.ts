import { relationOf } from "@waybill/protocol/identifiers/link-types";
import type { Linkset, LinkTarget } from "@waybill/protocol/schemas/api/resolver";
import { addressOf, type Asked, type Target } from "./target.ts";

export const LINKSET_TYPE = "application/linkset+json";
/** Makes linked data of a linkset (GS1-Conformant Resolver Standard, section 2.10). */
export const LINKSET_CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context";

/** Of all `Link` headers: some proxies refuse an answer with more. The linkset, which comes first, always has all. */
const MAX_HEADER_CHARACTERS = 3_000;

/** The links of an identifier as RFC 9264 writes them in JSON, in the form that GS1's schema asks for. */
export function linksetOf(asked: Asked, targets: readonly Target[], itemDescription: string): Linkset {
  const relations: Record<string, LinkTarget[]> = {};
  for (const target of targets) (relations[relationOf(target.type)] ??= []).push(linkTargetOf(target));
  return { linkset: [{ anchor: addressOf(asked), itemDescription, ...relations } as Linkset["linkset"][number]] };
}

/** The same as a `Link` header, from the linkset itself to as many links as fit. */
export function linkHeader(asked: Asked, targets: readonly Target[]): string {
  const address = addressOf(asked);
  const parts = [
    `<${address}?linkType=linkset>; rel="linkset"; type="${LINKSET_TYPE}"`,
    `<${asked.link.canonical}>; rel="http://www.w3.org/2002/07/owl#sameAs"`,
  ];
  let length = parts.join(", ").length;
  for (const target of targets) {
    const part = headerPart(target);
    length += part.length + 2;
    if (length > MAX_HEADER_CHARACTERS) break;
    parts.push(part);
  }
  return parts.join(", ");
}

function headerPart({ type, href, title, language, mediaType }: Target): string {
  const parameters = [
    `rel="${relationOf(type)}"`,
    ...(mediaType === null ? [] : [`type="${mediaType}"`]),
    ...(language === null ? [] : [`hreflang="${language}"`]),
    // RFC 8187: what is not plain ASCII goes percent-encoded.
    /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(title) ? `title="${title}"` : `title*=UTF-8''${encodeRfc8187(title)}`,
  ];
  return `<${href}>; ${parameters.join("; ")}`;
}

function encodeRfc8187(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function linkTargetOf({ href, title, language, mediaType, takesQuery }: Target): LinkTarget {
  return {
    href,
    title,
    ...(language === null ? {} : { hreflang: [language] }),
    ...(mediaType === null ? {} : { type: mediaType }),
    ...(takesQuery ? {} : { fwqs: false }),
  };
}
