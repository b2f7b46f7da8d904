import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { DataElement } from "@waybill/protocol/templates/template";
import { findTemplate } from "@waybill/protocol/templates/templates";
import { formProblem } from "@waybill/protocol/templates/value-forms";
import { linesOf, writeElement } from "@waybill/protocol/templates/write-element";
import { decimalOf } from "../../../lib/decimal.ts";
import type { Draft } from "./draft.ts";
import type { DraftProblem } from "./problems.ts";

/** Data elements that the draft's template asks by questions of their own, in its order. */
export function askedElements({ template }: Pick<Draft, "template">): DataElement[] {
  return (template === null ? undefined : findTemplate(template))?.elements.filter(({ asked }) => asked) ?? [];
}

/** What is typed and cannot be read; what is not typed is no problem, the list of data elements says that it is missing. */
export function elementProblems(draft: Draft): DraftProblem[] {
  return askedElements(draft).flatMap((element, index): DraftProblem[] => {
    const text = typed(draft, element);
    const isWrong = text !== "" && partsOf(element, text).some((part) => part === null || isUnreadable(element, part));
    return isWrong ? [{ field: "elements", message: `compose.problem.element.${element.form}`, index }] : [];
  });
}

/** The event with every data element that is typed and can be read. */
export function withElements(event: JsonObject, draft: Draft): JsonObject {
  const problems = new Set(elementProblems(draft).map(({ index }) => index));
  return askedElements(draft).reduce((written, element, index) => {
    const text = typed(draft, element);
    const value = text === "" || problems.has(index) ? null : valueOf(element, text);
    return value === null ? written : writeElement(written, element, value);
  }, event);
}

/** Whether something is typed that belongs to the report of a sensor. */
export function writesReading(draft: Draft): boolean {
  return askedElements(draft).some((element) => element.at[0]?.[0]?.startsWith("/sensorElementList") && typed(draft, element) !== "");
}

function typed({ elements }: Draft, { id }: DataElement): string {
  return (elements[id] ?? "").trim();
}

function valueOf({ form }: DataElement, text: string): string | null {
  if (form === "number") return decimalOf(text);
  return form === "place" ? `https://id.gs1.org/414/${text}` : text;
}

function partsOf(element: DataElement, text: string): (string | null)[] {
  return element.form === "plots" ? linesOf(text) : [valueOf(element, text)];
}

function isUnreadable({ form }: DataElement, value: string): boolean {
  return form !== "number" && formProblem(form, value) !== null;
}
