/** Namespace of the GS1 Web Vocabulary, which names the types of links. */
export const GS1_VOC = "https://ref.gs1.org/voc/";

/** Link types of the GS1 Web Vocabulary that an organisation may set. */
export const LINK_TYPES = [
  "pip",
  "allergenInfo",
  "certificationInfo",
  "consumerHandlingStorageInfo",
  "handlingEndOfLife",
  "hasRetailers",
  "homepage",
  "ingredientsInfo",
  "instructions",
  "locationInfo",
  "logisticsInfo",
  "nutritionalInfo",
  "openingHoursInfo",
  "productPassport",
  "promotion",
  "quickStartGuide",
  "recallStatus",
  "recipeInfo",
  "recyclingInfo",
  "registerProduct",
  "relatedVideo",
  "repairInfo",
  "review",
  "safetyInfo",
  "serviceInfo",
  "support",
  "sustainabilityInfo",
  "verificationService",
] as const;

/** Types whose links are made here for every identifier, and by nobody else. */
export const OWN_LINK_TYPES = ["defaultLink", "traceability", "epcis", "masterData"] as const;

/**
 * Name of the link type that a request means: a CURIE, its old or new address, or the name itself. Relations of RFC 5829 are meant by their
 * name. Undefined for any other text.
 *
 * @example
 * linkTypeNamed("https://gs1.org/voc/pip"); // "pip"
 */
export function linkTypeNamed(text: string): LinkType | undefined {
  const name = /^(?:gs1:|https?:\/\/(?:ref\.|www\.)?gs1\.org\/voc\/)?([A-Za-z-]{1,60})$/.exec(text.trim())?.[1];
  if (name === undefined) return undefined;
  return [...LINK_TYPES, ...OWN_LINK_TYPES, ...VERSION_RELATIONS].find((one) => one === name);
}

/** From an identifier to the one that took its place, and back (RFC 5829). */
export const VERSION_RELATIONS = ["successor-version", "predecessor-version"] as const;

export type LinkType = (typeof LINK_TYPES)[number] | (typeof OWN_LINK_TYPES)[number] | (typeof VERSION_RELATIONS)[number];

/** The link relation that stands for a type in linksets and `Link` headers. */
export function relationOf(type: string): string {
  return VERSION_RELATIONS.some((one) => one === type) ? type : `${GS1_VOC}${type}`;
}
