import type { JsonObject } from "../hashing/lossless-json.ts";
import { isLot } from "../identifiers/is-lot.ts";
import { EPCIS_CONTEXT } from "../schemas/epcis/epcis-context.ts";
import type { Hex32, Subject } from "../schemas/primitives.ts";
import { MAX_RECALLED, OUTCOMES, RECALL_NAMESPACE, type Outcome, type Risk } from "./vocabulary.ts";

/** When and where somebody says something about recalled goods. */
export interface Circumstances {
  /** ISO 8601 with the offset that `offset` repeats, such as `2026-04-21T09:00:00+02:00`. */
  eventTime: string;
  offset: string;
  /** GLN of the place, or null. */
  gln: string | null;
  /** Lots, serials and logistic units, each once; 1 to `MAX_RECALLED`. */
  subjects: readonly Subject[];
}

export interface NoticeParameters extends Circumstances {
  reason: string;
  risk: Risk;
  instruction: string;
  answerBy: string | null;
  forwards?: Hex32;
}

/**
 * The EPCIS event of a recall notice, ready to be signed like any other.
 *
 * @throws {RangeError} for no subject, or more than `MAX_RECALLED`
 * @example
 * noticeEvent({ ...circumstances, reason: "Listeria", risk: "serious", instruction: "Do not eat.", answerBy: null });
 */
export function noticeEvent({ reason, risk, instruction, answerBy, forwards, ...circumstances }: NoticeParameters): JsonObject {
  const facts = { action: "OBSERVE", bizStep: "holding", disposition: "recalled" };
  return eventOf(circumstances, facts, { reason, risk, instruction, answerBy, forwards: forwards ?? null });
}

/** The EPCIS event that tells what was done with goods of a notice. @throws {RangeError} as `noticeEvent` */
export function answerEvent(parameters: Circumstances & { notice: Hex32; outcome: Outcome; note: string | null }): JsonObject {
  const { notice, outcome, note, ...circumstances } = parameters;
  return eventOf(circumstances, OUTCOMES[outcome], { answers: notice, note });
}

/** The EPCIS event with which the author of a notice ends the recall. @throws {RangeError} as `noticeEvent` */
export function endEvent({ notice, note, ...circumstances }: Circumstances & { notice: Hex32; note: string | null }): JsonObject {
  return eventOf(circumstances, { action: "OBSERVE", bizStep: "inspecting" }, { ends: notice, note });
}

function eventOf(circumstances: Circumstances, facts: JsonObject, fields: Record<string, string | null>): JsonObject {
  const { eventTime, offset, gln, subjects } = circumstances;
  if (subjects.length === 0 || subjects.length > MAX_RECALLED) {
    throw new RangeError(`A recall names 1 to ${MAX_RECALLED} lots, serials or units; these are ${subjects.length}.`);
  }
  const lots = subjects.filter(isLot);
  const things = subjects.filter((subject) => !isLot(subject));
  return {
    "@context": [EPCIS_CONTEXT, { recall: RECALL_NAMESPACE }],
    type: "ObjectEvent",
    eventTime,
    eventTimeZoneOffset: offset,
    ...facts,
    ...(things.length === 0 ? {} : { epcList: things }),
    ...(lots.length === 0 ? {} : { quantityList: lots.map((epcClass) => ({ epcClass })) }),
    ...(gln === null ? {} : { readPoint: { id: `https://id.gs1.org/414/${gln}` } }),
    ...Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value === null || value === "" ? [] : [[`recall:${name}`, value]])),
    ),
  };
}
