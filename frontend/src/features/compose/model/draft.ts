import { z } from "zod";
import { HAPPENING_IDS, type HappeningId } from "./happenings.ts";
import { localTextOf } from "../../../lib/local-time.ts";
import { REFERENCE_TYPES, TEMPERATURE_UNITS, UNITS_OF_MEASURE } from "../../../lib/units-of-measure.ts";

/** One product of the form: a canonical Digital Link, and how much of it when it names a lot. */
const productLine = z.object({
  subject: z.string(),
  /** Name of the product, when master data knows it. Shown only; never part of the event. */
  name: z.string().nullable(),
  /** Decimal as typed; "" when not stated. */
  quantity: z.string(),
  uom: z.enum(UNITS_OF_MEASURE),
});
export type ProductLine = z.infer<typeof productLine>;

const placeChoice = z.object({ gln: z.string(), name: z.string().nullable() });
export type PlaceChoice = z.infer<typeof placeChoice>;

const referenceLine = z.object({ type: z.enum(REFERENCE_TYPES), value: z.string() });
export type ReferenceLine = z.infer<typeof referenceLine>;

/** A document that was attached; `link` is what the event will call it. */
const documentLine = z.object({ link: z.string(), name: z.string(), visibility: z.enum(["public", "private"]) });
export type DocumentLine = z.infer<typeof documentLine>;

/** The form as typed, complete or not. Kept in localStorage between visits. */
export const draftSchema = z.object({
  happening: z.enum(HAPPENING_IDS as [HappeningId, ...HappeningId[]]).nullable(),
  products: z.array(productLine),
  inputs: z.array(productLine),
  /** Canonical Digital Link of an SSCC, or "". */
  unit: z.string(),
  place: placeChoice.nullable(),
  counterpart: placeChoice.nullable(),
  /** Local time, `YYYY-MM-DDTHH:mm[:ss]`; "" means the moment of signing. */
  localTime: z.string(),
  /** `+02:00`; "" means the browser's own. */
  offset: z.string(),
  outcome: z.string(),
  references: z.array(referenceLine),
  /** Forms that were kept by an earlier version have none. */
  documents: z.array(documentLine).default([]),
  temperature: z.object({ value: z.string(), unit: z.enum(TEMPERATURE_UNITS) }),
  /** Id of the template that the form was started from. */
  template: z.string().nullable().default(null),
  /** What was typed for the data elements that the template asks besides, by their ids. */
  elements: z.record(z.string(), z.string()).default({}),
});
export type Draft = z.infer<typeof draftSchema>;

/** A blank form. */
export function emptyDraft(): Draft {
  return {
    happening: null,
    products: [],
    inputs: [],
    unit: "",
    place: null,
    counterpart: null,
    localTime: "",
    offset: "",
    outcome: "",
    references: [],
    documents: [],
    temperature: { value: "", unit: "CEL" },
    template: null,
    elements: {},
  };
}

/** True when nothing would be lost by starting again. */
export function isBlank(draft: Draft): boolean {
  return JSON.stringify(draft) === JSON.stringify(emptyDraft());
}

/** A line for a product just chosen: quantities belong to lots, a serial or a pallet is one thing. */
export function productLineOf(subject: string, name: string | null = null): ProductLine {
  return { subject, name, quantity: "", uom: "" };
}

/** The same draft with the time that a blank time field means: now, on the clock of `offset`. */
export function atTheLatest(draft: Draft, now: Date, offset: string): Draft {
  const zone = draft.offset === "" ? offset : draft.offset;
  return { ...draft, offset: zone, localTime: draft.localTime === "" ? localTextOf(now, zone) : draft.localTime };
}
