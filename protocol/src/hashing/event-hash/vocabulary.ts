/** The vocabularies of standard values, and where each lives on the web (CBV 2.0, section 7; GS1 Web Vocabulary). */
export const VOCABULARY = {
  bizStep: "https://ref.gs1.org/cbv/BizStep-",
  disposition: "https://ref.gs1.org/cbv/Disp-",
  bizTransactionType: "https://ref.gs1.org/cbv/BTT-",
  sourceDestinationType: "https://ref.gs1.org/cbv/SDT-",
  component: "https://ref.gs1.org/cbv/Comp-",
  measurement: "https://ref.gs1.org/voc/",
} as const;
export type Vocabulary = keyof typeof VOCABULARY;

/** The form that EPCIS 1.2 used, and that XML documents still carry. */
export const CBV_URNS: readonly (readonly [string, string])[] = [
  ["urn:epcglobal:cbv:bizstep:", VOCABULARY.bizStep],
  ["urn:epcglobal:cbv:disp:", VOCABULARY.disposition],
  ["urn:epcglobal:cbv:btt:", VOCABULARY.bizTransactionType],
  ["urn:epcglobal:cbv:sdt:", VOCABULARY.sourceDestinationType],
  ["urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-"],
];

/**
 * The web URI of a bare word, where `base` is the vocabulary of its own field. The reference looks for the word in the whole document instead, so
 * there the hash of one event depends on its neighbours.
 */
export function expandWord(text: string, base: string): string {
  return /^[A-Za-z][\w-]*$/.test(text) ? base + text : text;
}

/** The web URI of a CBV URN; other text stays as it is. */
export function expandUrn(text: string): string {
  const found = text.startsWith("urn:epcglobal:cbv:") ? CBV_URNS.find(([urn]) => text.startsWith(urn)) : undefined;
  return found ? found[1] + text.slice(found[0].length) : text;
}
