import { addressOf, type Asked, type Target } from "./target.ts";

const LD_JSON = "application/ld+json";

/** What this service itself gives for every sound identifier, whether anybody set links or not. */
export function ownTargets(asked: Asked): Target[] {
  const page = { href: addressOf(asked), language: "en", mediaType: "text/html", takesQuery: false };
  return [
    { type: "defaultLink", title: "What is known of it here", ...page },
    { type: "traceability", title: "Where it has been, and the proof", ...page },
    ...eventTargets(asked),
    {
      type: "masterData",
      title: "Description as linked data",
      href: `${asked.origin}/api/descriptions?of=${encodeURIComponent(asked.link.canonical)}`,
      language: null,
      mediaType: LD_JSON,
      takesQuery: false,
    },
  ];
}

/** The EPCIS queries that find its events. Goods alone have lots in one list of an event and serials in another: two queries. */
function eventTargets({ link, origin }: Asked): Target[] {
  const target = (title: string, parameter: string): Target => ({
    type: "epcis",
    title,
    href: `${origin}/epcis/events?${parameter}=${encodeURIComponent(link.canonical)}`,
    language: null,
    mediaType: LD_JSON,
    takesQuery: false,
  });
  const { key, qualifiers } = link;
  const has = (...ais: string[]) => qualifiers.some(({ ai }) => ais.includes(ai));
  switch (key.ai) {
    case "01":
    case "8006":
      if (has("21", "235")) return [target("Its events", "MATCH_anyEPC")];
      if (has("10")) return [target("Its events", "MATCH_anyEPCClass")];
      return [target("Events of its lots", "MATCH_anyEPCClass"), target("Events of its serials", "MATCH_anyEPC")];
    case "414":
      return [target("Events observed there", "EQ_readPoint"), target("Events after which goods were there", "EQ_bizLocation")];
    case "00":
    case "8003":
    case "8004":
    case "8010":
      return [target("Its events", "MATCH_anyEPC")];
    default:
      return [];
  }
}
