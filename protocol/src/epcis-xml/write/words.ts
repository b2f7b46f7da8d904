import { CBV_URNS, expandUrn, expandWord, VOCABULARY } from "../../hashing/event-hash/vocabulary.ts";
import { ERROR_REASON, type Words } from "../values.ts";
import type { Naming } from "./naming.ts";

/** How standard values are written. Measurements and components have a web address alone. */
export type CbvFormat = "urn" | "web";

/** What the writing of one event shares. */
export interface WriteScope {
  cbv: CbvFormat;
  naming: Naming;
}

/** A standard value for XML, which has no bare words; a value of others stays as it is. */
export function wordText(text: string, words: Words, { cbv, naming }: WriteScope): string {
  const full = expandUrn(expandWord(text, words === "errorReason" ? ERROR_REASON : VOCABULARY[words]));
  const urn = cbv === "urn" ? CBV_URNS.find(([, base]) => full.startsWith(base)) : undefined;
  return urn ? urn[0] + full.slice(urn[1].length) : naming.curie(full);
}
