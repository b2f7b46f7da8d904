import { z } from "zod";
import { LINK_TYPES } from "../../identifiers/link-types.ts";
import { address, dateTime, hex32, signature, unixSeconds } from "../primitives.ts";
import { visibleText } from "../../typed-data/plain-text.ts";

/** A link as RFC 9264 and GS1's schema for linksets have it. */
export const linkTarget = z.object({
  href: z.url({ protocol: /^https?$/ }),
  title: z.string(),
  hreflang: z.array(z.string()).optional(),
  type: z.string().optional(),
  fwqs: z.boolean().optional().describe("Whether the query string of a request is passed on; true when absent."),
});
export type LinkTarget = z.infer<typeof linkTarget>;

/** All links of one identifier: `anchor` is the identifier's address here; further members are link relations. */
export const linkContext = z.object({ anchor: z.url(), itemDescription: z.string() }).catchall(z.array(linkTarget));

/** GET on a Digital Link with `linkType=linkset`, or accepting `application/linkset+json`. */
export const linkset = z.object({ linkset: z.array(linkContext) });
export type Linkset = z.infer<typeof linkset>;

/** GET /.well-known/gs1resolver (GS1-Conformant Resolver Standard, section 3). */
export const resolverDescription = z.strictObject({
  name: z.string(),
  resolverRoot: z.url({ protocol: /^https?$/ }),
  supportedPrimaryKeys: z.array(z.string().regex(/^\d{2,4}$/)).min(1),
  supportedLinkType: z.array(z.strictObject({ namespace: z.url(), prefix: z.string().regex(/^[a-z0-9]+:$/) })),
  linkTypeDefaultCanBeLinkset: z.boolean(),
  jsonLdContextLocation: z.url(),
  contact: z.strictObject({ fn: z.string() }),
});

/** Only then does it stand in a header or a signature as it is, and leads where it says. */
function isNormal(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.href === text && url.username === "" && url.password === "";
}

/** Last second of the year 9999. */
const LATEST = 253_402_300_799;
const seconds = unixSeconds.max(LATEST);

/** `successor-version` leads to the Digital Link of what took an identifier's place; all others are types of the GS1 Web Vocabulary. */
export const SETTABLE_LINK_TYPES = ["successor-version", ...LINK_TYPES] as const;

/**
 * A link as an organisation sets it. `validBy` says what `from` and `until` count for: `calendar`, the moment of the scan; `sale`, the moment
 * at which the goods in hand were sold, so that they keep leading to the release they were sold under.
 */
export const linkDraft = z.object({
  identifier: z.string().max(500).describe("GS1 Digital Link of goods, a lot, a serial or a place, on any domain."),
  type: z.enum(SETTABLE_LINK_TYPES),
  href: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(1_000)
    .refine(isNormal, "must be written as a browser shows it, without a name or password: https://brand.example/page"),
  title: z
    .string()
    .min(1)
    .max(120)
    .refine((text) => visibleText(text) === text, "must hold visible characters only"),
  language: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "must be a language such as en or pt-BR")
    .optional(),
  mediaType: z
    .string()
    .max(100)
    .regex(/^\w+\/[-+.\w]+$/, "must be a media type such as text/html")
    .optional(),
  validBy: z.enum(["calendar", "sale"]).default("calendar"),
  from: seconds.describe("Seconds since 1970."),
  until: seconds.optional().describe("Seconds since 1970; open when absent."),
  replaces: hex32.optional().describe("Link of the same identifier and type that ends where this one begins."),
});
export type LinkDraft = z.infer<typeof linkDraft>;

/** Who sets a link: needed where no bearer token says so. `signature` is over the LinkStatement or LinkEnd typed data. */
const signer = z.object({ account: address, signature });

/** POST /api/links. */
export const linkRequest = z.object({ link: linkDraft, salt: hex32.optional(), signer: signer.optional() });
/** POST /api/links/{id}/end. */
export const linkEndRequest = z.object({ at: seconds, signer: signer.optional() });

/** A link as it is kept. */
export const linkView = z.object({
  id: hex32,
  identifier: z.url(),
  type: z.enum(SETTABLE_LINK_TYPES),
  href: z.url(),
  title: z.string(),
  language: z.string().nullable(),
  mediaType: z.string().nullable(),
  validBy: z.enum(["calendar", "sale"]),
  from: dateTime,
  until: dateTime.nullable(),
  account: address,
  /** Set with the organisation's own key; otherwise a bearer token stood for it. */
  signed: z.boolean(),
});
export type LinkView = z.infer<typeof linkView>;
