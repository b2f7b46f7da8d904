import { z } from "zod";

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
