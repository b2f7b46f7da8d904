import { z } from "zod";
import { valueForm } from "./value-forms.ts";

/** Namespace of the data elements that neither GS1 nor EPCIS has a word for; in events they carry the prefix `kde`. */
export const KDE_NAMESPACE = "https://waybill.example/kde/";

/** One data element that a rule names, and where an EPCIS event holds it. */
export const dataElement = z.object({
  /** Unique within its template. */
  id: z.string(),
  label: z.string().describe("What it is, in plain words."),
  hint: z.string().describe("How to fill it in; may be empty."),
  unit: z.string().optional().describe("What a number counts, such as °C."),
  required: z.boolean().describe("False for what the rule asks only in some cases; the hint says which."),
  source: z.string().describe("The paragraph of the rule."),
  form: valueForm.describe("What a value must look like."),
  /**
   * Any of these groups will do. Within a group every list that is there must be whole, and at least one value found. `*` stands for each
   * item of a list.
   */
  at: z
    .array(z.array(z.string()).min(1))
    .min(1)
    .describe("Where events hold it, as JSON Pointers (RFC 6901) with * for each item of a list."),
  /** Whether a form asks for it by a question of its own and writes it at the first pointer; otherwise goods, place, time … answer it. */
  asked: z.boolean(),
});
export type DataElement = z.infer<typeof dataElement>;

/** The data elements that a rule names for one step of a supply chain. It says what to write down; it judges nobody's compliance. */
export const template = z.object({
  id: z.string(),
  title: z.string().describe("The rule and the step, such as FSMA 204 shipping."),
  rule: z.string().describe("The rule and where it is published."),
  /** The supplier's word for the step: a key of the composer's table of happenings. */
  happening: z.enum(["made", "transformed", "shipped", "received", "stored", "measured"]),
  /** The other end of a movement, where the rule asks for one and the happening does not. */
  counterpart: z.enum(["to", "from"]).optional(),
  /** Events that the template is about. */
  fits: z.object({ types: z.array(z.string()), bizSteps: z.array(z.string()) }),
  elements: z.array(dataElement).min(1),
});
export type Template = z.infer<typeof template>;
