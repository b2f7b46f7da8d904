import { z } from "zod";
import type { JsonObject } from "../hashing/lossless-json.ts";
import { findValues, type Found } from "./find-values.ts";
import type { DataElement, Template } from "./template.ts";
import { formProblem } from "./value-forms.ts";

/** Where one data element of a template stands in an event. */
export const elementState = z.object({
  element: z.string(),
  label: z.string(),
  source: z.string(),
  required: z.boolean(),
  state: z.enum(["given", "missing", "unreadable"]),
  pointer: z.string().nullable().describe("Where it is missing or cannot be read, as a JSON Pointer; null when it is given."),
  message: z.string().nullable().describe("What is wrong, in plain words; null when it is given."),
});
export type ElementState = z.infer<typeof elementState>;

/** Which of the data elements that a template names an event has. */
export const templateProfile = z.object({
  template: z.string(),
  title: z.string(),
  rule: z.string(),
  required: z.number().int().describe("Data elements that the rule always asks for."),
  given: z.number().int().describe("How many of those the event has."),
  elements: z.array(elementState),
});
export type TemplateProfile = z.infer<typeof templateProfile>;

/**
 * Which of a template's data elements an event has, element by element. It says what is written down, never that a law is complied with.
 *
 * @example
 * const { given, required } = profileOf(event, template); // 8 of 8
 */
export function profileOf(event: JsonObject, { id, title, rule, elements }: Template): TemplateProfile {
  const states = elements.map((element) => stateOf(event, element));
  const required = states.filter((state) => state.required);
  const given = required.filter(({ state }) => state === "given").length;
  return { template: id, title, rule, required: required.length, given, elements: states };
}

/**
 * What an event lacks of a template, in plain words: what is required and missing, and what is there in a form that cannot be read.
 *
 * @example
 * profileProblems(event, template); // [{ element: "recipient", pointer: "/destinationList", message: "Who receives it next: missing.", … }]
 */
export function profileProblems(event: JsonObject, template: Template): ElementState[] {
  return profileOf(event, template).elements.filter(({ state, required }) => state === "unreadable" || (state === "missing" && required));
}

/** Whether an event is of the kind that a template is about. */
export function fitsTemplate({ type, action, bizStep }: JsonObject, { fits }: Template): boolean {
  // Ending goods is no step of their journey.
  if (action === "DELETE" || typeof bizStep !== "string" || typeof type !== "string") return false;
  const step = bizStep.replace(/^(?:urn:epcglobal:cbv:bizstep:|https:\/\/ref\.gs1\.org\/cbv\/BizStep-|cbv:BizStep-)/, "");
  return fits.types.includes(type) && fits.bizSteps.includes(step);
}

/** The best of the places where an element may stand: given in one of them, else unreadable in one, else missing. */
function stateOf(event: JsonObject, { id, label, source, required, form, at }: DataElement): ElementState {
  const standings = at.map((group) => standingOf(event, group, form));
  const { state, pointer, words } =
    standings.find((one) => one.state === "given") ?? standings.find((one) => one.state === "unreadable") ?? (standings[0] as Standing);
  return { element: id, label, source, required, state, pointer, message: words === null ? null : `${label}: ${words}.` };
}

interface Standing {
  state: ElementState["state"];
  pointer: string | null;
  words: string | null;
}

/** Given when there is a value, each can be read, and every list that is there has one for each item. */
function standingOf(event: JsonObject, group: readonly string[], form: DataElement["form"]): Standing {
  const found: Found[] = group.flatMap((pattern) => findValues(event, pattern));
  for (const { pointer, value } of found) {
    const words = value === undefined ? null : formProblem(form, value);
    if (words !== null) return { state: "unreadable", pointer, words };
  }
  const gap = found.find(({ value, isItem }) => value === undefined && isItem);
  if (gap === undefined && found.some(({ value }) => value !== undefined)) return { state: "given", pointer: null, words: null };
  return { state: "missing", pointer: (gap ?? found[0])?.pointer ?? "", words: "missing" };
}
