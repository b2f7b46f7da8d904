/** Namespace of the GS1 Web Vocabulary, which names the types of links. */
export const GS1_VOC = "https://ref.gs1.org/voc/";

/** Link types of the GS1 Web Vocabulary that an organisation may set, each with the words that a person reads. */
export const LINK_TYPES: Readonly<Record<string, string>> = Object.freeze({
  pip: "Product information",
  allergenInfo: "Allergens",
  certificationInfo: "Certificates",
  consumerHandlingStorageInfo: "Handling and storage",
  handlingEndOfLife: "At the end of life",
  hasRetailers: "Where to buy",
  homepage: "Home page",
  ingredientsInfo: "Ingredients",
  instructions: "Instructions",
  locationInfo: "About the place",
  logisticsInfo: "Logistics",
  nutritionalInfo: "Nutrition",
  openingHoursInfo: "Opening hours",
  productPassport: "Product passport",
  promotion: "Promotion",
  quickStartGuide: "Quick start",
  recallStatus: "Recalls",
  recipeInfo: "Recipes",
  recyclingInfo: "Recycling",
  registerProduct: "Register this product",
  relatedVideo: "Video",
  repairInfo: "Repair",
  review: "Reviews",
  safetyInfo: "Safety",
  serviceInfo: "Service",
  support: "Support",
  sustainabilityInfo: "Sustainability",
  verificationService: "Verification",
});

/** Types whose links are made here for every identifier, and by nobody else. */
export const OWN_LINK_TYPES = ["defaultLink", "traceability", "epcis", "masterData"] as const;

/**
 * Name of the link type that a request means: a CURIE, its old or new address, or the name itself. Relations of RFC 5829 are meant by their
 * name. Undefined for any other text.
 *
 * @example
 * linkTypeNamed("https://gs1.org/voc/pip"); // "pip"
 */
export function linkTypeNamed(text: string): string | undefined {
  const name = /^(?:gs1:|https?:\/\/(?:ref\.|www\.)?gs1\.org\/voc\/)?([A-Za-z-]{1,60})$/.exec(text.trim())?.[1];
  if (name === undefined) return undefined;
  const isKnown = Object.hasOwn(LINK_TYPES, name) || [...OWN_LINK_TYPES, ...VERSION_RELATIONS].some((one) => one === name);
  return isKnown ? name : undefined;
}

/** From an identifier to the one that took its place, and back (RFC 5829). */
export const VERSION_RELATIONS = ["successor-version", "predecessor-version"] as const;

/** The link relation that stands for a type in linksets and `Link` headers. */
export function relationOf(type: string): string {
  return VERSION_RELATIONS.some((one) => one === type) ? type : `${GS1_VOC}${type}`;
}
