import type { JsonObject } from "../hashing/lossless-json.ts";
import type { Address, Hex32, Subject } from "../schemas/primitives.ts";

/**
 * How much a finding weighs. contradiction: statements that cannot all be true. gap: something that must have happened and that nobody
 * has stated. notice: worth knowing, for or against.
 */
export type Severity = "contradiction" | "gap" | "notice";

/** Something that follows from the statements by a named rule; it judges what was said, never who is right. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** Plain English for somebody who has never heard of EPCIS. */
  message: string;
  subjects: Subject[];
  /** The statements that together show it, in order of event time. */
  commitments: Hex32[];
}

/** Subjects that one finding names. */
export const MAX_NAMED = 100;

/** One statement as the rules need it. */
export interface FindingStatement {
  commitment: Hex32;
  eventHash: Hex32;
  account: Address;
  /** The bare event, parsed losslessly. */
  event: JsonObject;
}

/** Names to speak with, and who owns which place; all of it is optional and only makes findings clearer. */
export interface FindingOptions {
  /** GLN to the place's name, its owner's account and where on earth it is, in degrees. */
  places?: ReadonlyMap<string, { name?: string | null; owner?: Address | null; latitude?: number | null; longitude?: number | null }>;
  /** Account to the organisation's name. */
  parties?: ReadonlyMap<Address, string>;
  /** GTIN-14 to the product's name. */
  products?: ReadonlyMap<string, string>;
}
