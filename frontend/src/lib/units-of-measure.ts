/**
 * Units that the form offers: UN/CEFACT Recommendation 20 and 21 codes, as EPCIS 2.0 section 7.3.3.3 asks. "" counts pieces.
 * Names are messages `uom.<code>`.
 */
export const UNITS_OF_MEASURE = ["", "CS", "BX", "KGM", "GRM", "TNE", "LBR", "LTR"] as const;

export type UnitOfMeasure = (typeof UNITS_OF_MEASURE)[number];

/** Temperature scales of the sensor field, by UN/CEFACT code. */
export const TEMPERATURE_UNITS = ["CEL", "FAH"] as const;

/** Kinds of business documents that CBV 2.0 section 7.3 names and suppliers use most. */
export const REFERENCE_TYPES = ["po", "desadv", "bol", "inv", "prodorder", "cert", "recadv"] as const;

export type ReferenceType = (typeof REFERENCE_TYPES)[number];
