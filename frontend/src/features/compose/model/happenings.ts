/** Parts of an EPCIS event that a supplier's words decide, and the questions that the form asks for the rest. */
export interface Happening {
  eventType: "ObjectEvent" | "AggregationEvent" | "TransformationEvent";
  /** Transformation events have none. */
  action: "ADD" | "OBSERVE" | "DELETE" | null;
  bizStep: string;
  /** Null when the supplier chooses an outcome, or when the standard names none. */
  disposition: string | null;
  /** Dispositions to choose from, in the order shown. */
  outcomes: readonly string[];
  /** A logistic unit that holds the products. */
  hasUnit: boolean;
  /** Products that went in, beside those that came out. */
  hasInputs: boolean;
  /** Whether the list of products may stay empty. */
  mayBeEmpty: boolean;
  /** The other end of a movement: where the goods go to, or came from. */
  counterpart: "to" | "from" | null;
  /** False when the goods are on the road afterwards: then only the place of reading is known. */
  staysHere: boolean;
  needsReading: boolean;
}

const OBSERVED: Happening = {
  eventType: "ObjectEvent",
  action: "OBSERVE",
  bizStep: "other",
  disposition: "in_progress",
  outcomes: [],
  hasUnit: false,
  hasInputs: false,
  mayBeEmpty: false,
  counterpart: null,
  staysHere: true,
  needsReading: false,
};

const IN_UNIT: Happening = { ...OBSERVED, eventType: "AggregationEvent", hasUnit: true };

/**
 * What can have happened, in the supplier's words, and how EPCIS 2.0 says it (event types: section 7.4; business steps and dispositions:
 * CBV 2.0, sections 7.1 and 7.2). The order is the order of the form.
 */
export const HAPPENINGS = {
  made: { ...OBSERVED, action: "ADD", bizStep: "commissioning", disposition: "active" },
  transformed: {
    ...OBSERVED,
    eventType: "TransformationEvent",
    action: null,
    bizStep: "creating_class_instance",
    disposition: "active",
    hasInputs: true,
  },
  packed: { ...IN_UNIT, action: "ADD", bizStep: "packing" },
  shipped: { ...OBSERVED, bizStep: "shipping", disposition: "in_transit", counterpart: "to", staysHere: false },
  carried: { ...OBSERVED, bizStep: "transporting", disposition: "in_transit", staysHere: false },
  received: { ...OBSERVED, bizStep: "receiving", counterpart: "from" },
  stored: { ...OBSERVED, bizStep: "storing" },
  inspected: { ...OBSERVED, bizStep: "inspecting", disposition: null, outcomes: ["conformant", "non_conformant", "damaged"] },
  measured: { ...OBSERVED, bizStep: "sensor_reporting", disposition: null, needsReading: true },
  unpacked: { ...IN_UNIT, action: "DELETE", bizStep: "unpacking", mayBeEmpty: true },
  sold: { ...OBSERVED, bizStep: "retail_selling", disposition: "retail_sold" },
  held: { ...OBSERVED, bizStep: "holding", disposition: "non_sellable_other" },
  destroyed: { ...OBSERVED, action: "DELETE", bizStep: "destroying", disposition: "destroyed" },
} as const satisfies Record<string, Happening>;

export type HappeningId = keyof typeof HAPPENINGS;

export const HAPPENING_IDS = Object.keys(HAPPENINGS) as HappeningId[];

/** The row of the table for one choice, with its widest type. */
export function happeningOf(id: HappeningId): Happening {
  return HAPPENINGS[id];
}
