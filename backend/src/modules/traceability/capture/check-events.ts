import { countFields } from "@waybill/protocol/hashing/field-tree";
import { findUnsafeNumbers } from "@waybill/protocol/hashing/unsafe-numbers";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { checkEpcisRules, epcisAdviceOn } from "@waybill/protocol/schemas/epcis/check-rules";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { createBreather } from "../../../platform/breather.ts";
import { ProblemError, type PointedMessage } from "../../../platform/errors.ts";
import { momentOf } from "../query/index/moment.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { CheckedEvent } from "./captured-event.ts";
import { eventPointers, type ReadCapture } from "./read-capture.ts";

/** As many as a person reads; the rest is counted in the detail. */
const MAX_ERRORS = 50;

/** Of one event: they are kept with the job, and the first ones show what is meant. */
const MAX_WARNINGS = 10;

/** Of one event, as JSON text: ten thousand serials fit. Whoever reads a journey has all of its events in memory. */
const MAX_EVENT_CHARACTERS = 1024 * 1024;

/** Of one event: each is hashed under a salt of its own. No honest event of that length has more. */
const MAX_EVENT_FIELDS = 25_000;

/** Every event is kept with the context of its document. */
const MAX_CONTEXT_CHARACTERS = 64 * 1024;

/** Problems by event index. Only with `proceed` may some events have one while others are stored. */
export type EventProblems = Map<number, ProblemError>;

/**
 * Checks a capture by the official schema, the rules it misses, and our own limits.
 *
 * @returns the events that passed, with our warnings, and the problem of each other one
 * @throws {ProblemError} 400 when the document itself, outside its events, is wrong: then nothing can be taken from it
 */
export async function checkEvents(capture: ReadCapture): Promise<{ events: CheckedEvent[]; problems: EventProblems }> {
  const firstEvent = eventPointers(capture.document)(0);
  const byEvent = new Map<number, PointedMessage[]>();
  const outside: PointedMessage[] = [];
  for (const { pointer, message } of validateEpcis(capture.document)) {
    const index = eventIndexOf(pointer, firstEvent);
    const error = { pointer: capture.placeOf(pointer), message };
    if (index === null) outside.push(error);
    else byEvent.set(index, [...(byEvent.get(index) ?? []), error]);
  }
  if (stringifyLossless(capture.document["@context"] ?? null).length > MAX_CONTEXT_CHARACTERS)
    outside.push({ pointer: capture.placeOf("/@context"), message: `is longer than ${MAX_CONTEXT_CHARACTERS} characters` });
  if (outside.length > 0) throw invalid([...outside, ...[...byEvent.values()].flat()]);

  const events: CheckedEvent[] = [];
  const breathe = createBreather();
  // The validator stops at some number of errors: once it has found any, silence about an event is no proof.
  const isComplete = byEvent.size === 0;
  for (const captured of capture.events()) {
    const { index, path, event, eventJson } = captured;
    if (byEvent.has(index)) continue;
    await breathe();
    const schemaErrors = isComplete ? [] : validateEpcis(event);
    const errors = schemaErrors.length > 0 ? schemaErrors : eventErrors(event, eventJson);
    // Only the places of those that are shown are looked up.
    const placed = (error: PointedMessage) => ({ ...error, pointer: capture.placeOf(`${path}${error.pointer}`) });
    if (errors.length > 0) byEvent.set(index, [...errors.slice(0, MAX_ERRORS).map(placed), ...errors.slice(MAX_ERRORS)]);
    if (errors.length > 0) continue;
    const warnings = epcisAdviceOn(event).slice(0, MAX_WARNINGS).map(placed);
    events.push(warnings.length > 0 ? { ...captured, warnings } : captured);
  }
  return { events, problems: new Map([...byEvent].map(([index, errors]) => [index, invalid(errors)])) };
}

/** One problem for a whole request out of those of its events: the first kind, with all its places. */
export function mergedProblem(problems: EventProblems): ProblemError {
  const list = [...problems].sort(([a], [b]) => a - b).map(([, problem]) => problem);
  const first = list[0];
  if (!first) throw new Error("there is no problem to merge");
  const same = list.filter(({ problem }) => problem === first.problem);
  const errors = same.flatMap((problem) => problem.errors ?? []);
  return new ProblemError(first.problem, {
    detail: detailOf(errors, first.detail),
    errors: errors.slice(0, MAX_ERRORS),
    headers: first.headers,
  });
}

function eventErrors(event: JsonObject, eventJson: string): PointedMessage[] {
  if (eventJson.length > MAX_EVENT_CHARACTERS)
    return [{ pointer: "", message: `is longer than ${MAX_EVENT_CHARACTERS} characters; report it in several events` }];
  const fields = countFields(event);
  if (fields > MAX_EVENT_FIELDS)
    return [{ pointer: "", message: `has ${fields} fields, and ${MAX_EVENT_FIELDS} at most are kept; report it in several events` }];
  const unsafe = findUnsafeNumbers(event).map((pointer) => ({
    pointer,
    message: "has more digits than a double holds, so two readers could take it for different numbers; write it as text",
  }));
  if (unsafe.length > 0) return unsafe;
  const rules = checkEpcisRules(event);
  if (rules.length > 0) return rules;
  return momentOf(String(event["eventTime"])) === undefined
    ? [{ pointer: "/eventTime", message: "names no moment that a calendar has" }]
    : [];
}

function invalid(errors: readonly PointedMessage[]): ProblemError {
  return new ProblemError(TRACEABILITY_PROBLEMS.invalidDocument, { detail: detailOf(errors, ""), errors: errors.slice(0, MAX_ERRORS) });
}

function detailOf(errors: readonly PointedMessage[], fallback: string): string {
  const [first] = errors;
  if (!first) return fallback;
  return `${first.pointer || "The document"} ${first.message}${errors.length > 1 ? `; and ${errors.length - 1} more` : ""}`;
}

/** Index of the event that a pointer leads into, or null when it leads elsewhere. */
function eventIndexOf(pointer: string, firstEvent: string): number | null {
  const list = /^(.*)\/0$/.exec(firstEvent)?.[1];
  if (list === undefined) return pointer === firstEvent || pointer.startsWith(`${firstEvent}/`) ? 0 : null;
  const index = pointer.startsWith(`${list}/`) ? /^\d+$/.exec(pointer.slice(list.length + 1).split("/")[0] ?? "")?.[0] : undefined;
  return index === undefined ? null : Number(index);
}
