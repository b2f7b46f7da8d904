import type { MessageId } from "../../../lib/i18n/text.tsx";
import { decimalOf } from "../../../lib/decimal.ts";
import type { Draft, ProductLine } from "./draft.ts";
import { elementProblems } from "./elements.ts";
import { eventTimeOf } from "../../../lib/local-time.ts";
import { questionsOf } from "./questions.ts";
import { isLot } from "@waybill/protocol/identifiers/is-lot";

/** Part of the form that a problem belongs to. */
export type Field = "happening" | "products" | "inputs" | "unit" | "place" | "time" | "outcome" | "references" | "temperature" | "elements";

/** What keeps a draft from being an event; `message` is the id of a sentence. */
export interface DraftProblem {
  field: Field;
  message: MessageId;
  /** Line of the list, where the field is one. */
  index?: number;
}

/** A clock that runs fast is common; an event in the future is not. */
const TOLERANCE_MS = 5 * 60_000;

/** Everything that a supplier has to fill in or put right, in the order of the form. Empty when `eventOf` will succeed. */
export function problemsOf(draft: Draft, { now, gln }: { now: Date; gln: string | null }): DraftProblem[] {
  const happening = questionsOf(draft);
  if (happening === null) return [{ field: "happening", message: "compose.problem.happening" }];
  return [
    ...(happening.hasUnit ? unitProblems(draft) : []),
    ...(happening.hasInputs ? listProblems("inputs", draft.inputs, false) : []),
    ...listProblems("products", draft.products, happening.mayBeEmpty),
    ...(happening.outcomes.length > 0 && !happening.outcomes.includes(draft.outcome)
      ? [problem("outcome", "compose.problem.outcome")]
      : []),
    ...(draft.place === null ? [problem("place", "compose.problem.place")] : []),
    ...timeProblems(draft, now),
    ...draft.references.flatMap(({ value }, index) => referenceProblems(value, gln, index)),
    ...temperatureProblems(draft, happening.needsReading),
    ...elementProblems(draft),
  ];
}

function problem(field: Field, message: MessageId, index?: number): DraftProblem {
  return index === undefined ? { field, message } : { field, message, index };
}

function unitProblems({ unit, products }: Draft): DraftProblem[] {
  if (unit === "") return [problem("unit", "compose.problem.unit")];
  return products.some(({ subject }) => subject === unit) ? [problem("unit", "compose.problem.unit-in-itself")] : [];
}

function listProblems(field: "products" | "inputs", lines: readonly ProductLine[], mayBeEmpty: boolean): DraftProblem[] {
  if (lines.length === 0) return mayBeEmpty ? [] : [problem(field, `compose.problem.${field}`)];
  return lines.flatMap(({ subject, quantity }, index) => {
    if (lines.findIndex((line) => line.subject === subject) < index) return [problem(field, "compose.problem.twice", index)];
    if (!isLot(subject) || quantity.trim() === "") return [];
    const amount = decimalOf(quantity);
    return amount === null || Number(amount) <= 0 ? [problem(field, "compose.problem.quantity", index)] : [];
  });
}

function timeProblems({ localTime, offset }: Draft, now: Date): DraftProblem[] {
  const time = eventTimeOf(localTime, offset);
  if (time === null) return [problem("time", "compose.problem.time")];
  return Date.parse(time) > now.getTime() + TOLERANCE_MS ? [problem("time", "compose.problem.future")] : [];
}

function referenceProblems(value: string, gln: string | null, index: number): DraftProblem[] {
  const text = value.trim();
  if (text === "") return [problem("references", "compose.problem.reference-empty", index)];
  const isUri = /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);
  return isUri || gln !== null ? [] : [problem("references", "compose.problem.reference-gln", index)];
}

function temperatureProblems({ temperature: { value } }: Draft, required: boolean): DraftProblem[] {
  if (value.trim() === "") return required ? [problem("temperature", "compose.problem.reading")] : [];
  return decimalOf(value) === null ? [problem("temperature", "compose.problem.temperature")] : [];
}
