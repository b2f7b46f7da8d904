import { encodeSegment } from "./percent.ts";

/** A GS1 key and its qualifiers, in the order of their path; values are decoded text. */
export interface KeyElements {
  key: { ai: string; value: string };
  qualifiers: readonly { ai: string; value: string }[];
}

const ORIGIN = "https://id.gs1.org";

/**
 * The constrained canonical Digital Link of a key (CBV 2.0, section 8.1): the finest level only. A consumer product variant never
 * counts, and a lot not beside a serial.
 */
export function linkOf({ key, qualifiers }: KeyElements): string {
  const serialised = qualifiers.some(({ ai }) => ai === "21");
  const kept = qualifiers.filter(({ ai }) => ai !== "22" && !(ai === "10" && serialised));
  return ORIGIN + [key, ...kept].map(({ ai, value }) => `/${ai}/${encodeSegment(value)}`).join("");
}
