import type { DigitalLink } from "@waybill/protocol/identifiers/digital-link";

/** One address that an identifier leads to. */
export interface Target {
  /** Name of the link type, as in `LINK_TYPES`, or a relation of RFC 5829. */
  type: string;
  href: string;
  title: string;
  /** Two letters, perhaps with a region, as `en` or `pt-BR`; null where language says nothing. */
  language: string | null;
  mediaType: string | null;
  /** Whether a redirection hands the query string on, as the standard asks; our own addresses take no strange parameters. */
  takesQuery: boolean;
}

/** An identifier that somebody asks about, and where. */
export interface Asked {
  link: DigitalLink;
  /** Scheme and host under which this service was asked. */
  origin: string;
}

/** The identifier's address here. */
export function addressOf({ link, origin }: Asked): string {
  return origin + new URL(link.canonical).pathname;
}
