import type { SigningChain } from "./custody.ts";
import { domainOf } from "./domain.ts";
import type { LinkDraft } from "../schemas/api/resolver.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** An organisation says where one of its identifiers leads. Checked off chain; `until` is 0 for an open end, `replaces` is 0 for none. */
const LINK_TYPES = {
  LinkStatement: [
    { name: "identifier", type: "string" },
    { name: "linkType", type: "string" },
    { name: "href", type: "string" },
    { name: "title", type: "string" },
    { name: "language", type: "string" },
    { name: "mediaType", type: "string" },
    { name: "validBy", type: "string" },
    { name: "from", type: "uint64" },
    { name: "until", type: "uint64" },
    { name: "replaces", type: "bytes32" },
    { name: "salt", type: "bytes32" },
    { name: "account", type: "address" },
  ],
} as const;

/** The organisation that set a link ends it. */
const LINK_END_TYPES = {
  LinkEnd: [
    { name: "link", type: "bytes32" },
    { name: "href", type: "string" },
    { name: "at", type: "uint64" },
    { name: "account", type: "address" },
  ],
} as const;

const NONE = `0x${"00".repeat(32)}` as Hex32;

/** Who sets a link, and a fresh salt, so that the same words can be signed twice. */
export interface LinkSigning {
  account: Address;
  salt: Hex32;
}

/** Typed data of a link. Its digest is the link's id, whether a wallet signs it or a token stands for it. */
export function linkTypedData(chain: SigningChain, link: LinkDraft, { account, salt }: LinkSigning) {
  const message = {
    identifier: link.identifier,
    linkType: link.type,
    href: link.href,
    title: link.title,
    language: link.language ?? "",
    mediaType: link.mediaType ?? "",
    validBy: link.validBy,
    from: BigInt(link.from),
    until: BigInt(link.until ?? 0),
    replaces: (link.replaces ?? NONE) as Hex32,
    salt,
    account,
  };
  return { domain: domainOf(chain), types: LINK_TYPES, primaryType: "LinkStatement", message } as const;
}

/** Typed data with which the organisation that set a link ends it. `at` is in seconds since 1970. */
export function linkEndTypedData(
  chain: SigningChain,
  { id, href }: { id: Hex32; href: string },
  { at, account }: { at: number; account: Address },
) {
  return {
    domain: domainOf(chain),
    types: LINK_END_TYPES,
    primaryType: "LinkEnd",
    message: { link: id, href, at: BigInt(at), account },
  } as const;
}
