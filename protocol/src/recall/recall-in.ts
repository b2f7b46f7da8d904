import { namespacesOf } from "../hashing/event-hash/namespaces.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import { dateTime, hex32, type Hex32 } from "../schemas/primitives.ts";
import { wordOf } from "../findings/vocabulary.ts";
import { OUTCOMES, RECALL_NAMESPACE, RISKS, type Outcome, type Risk } from "./vocabulary.ts";

/** Goods must not be used: an ObjectEvent with the disposition `recalled`, whoever wrote it and with whatever client. */
export interface RecallNotice {
  kind: "notice";
  reason: string | null;
  risk: Risk | null;
  /** What to do with the goods, in words. */
  instruction: string | null;
  /** Until when holders are to say what they did, as written; null when nobody asks, or what is written is no RFC 3339 time. */
  answerBy: string | null;
  /** The notice that this one passes on to further holders. */
  forwards: Hex32 | null;
}

/** What a holder did with goods that a notice names. */
export interface RecallAnswer {
  kind: "answer";
  notice: Hex32;
  outcome: Outcome;
  note: string | null;
}

/** The recall is over; only its author can say so. */
export interface RecallEnd {
  kind: "end";
  notice: Hex32;
  note: string | null;
}

/**
 * What an event says about a recall, or undefined when it says nothing. Notices, answers and ends are ordinary EPCIS events; what the
 * standard has no field for stands in extension fields of `RECALL_NAMESPACE`. Notices are named by the commitment of their statement.
 *
 * @example
 * recallIn(event); // { kind: "notice", reason: "Listeria", risk: "serious", … }
 */
export function recallIn(event: JsonObject): RecallNotice | RecallAnswer | RecallEnd | undefined {
  if (event["type"] !== "ObjectEvent" || (event["errorDeclaration"] ?? null) !== null) return undefined;
  const field = recallFields(event);
  const answers = commitmentIn(field("answers"));
  if (answers !== null) {
    const outcome = outcomeOf(event);
    return outcome === undefined ? undefined : { kind: "answer", notice: answers, outcome, note: field("note") };
  }
  const ends = commitmentIn(field("ends"));
  if (ends !== null) return { kind: "end", notice: ends, note: field("note") };
  if (wordOf(event["disposition"]) !== "recalled" || event["action"] === "DELETE") return undefined;
  return {
    kind: "notice",
    reason: field("reason"),
    risk: RISKS.find((risk) => risk === field("risk")) ?? null,
    instruction: field("instruction"),
    answerBy: momentIn(field("answerBy")),
    forwards: commitmentIn(field("forwards")),
  };
}

function recallFields(event: JsonObject): (name: string) => string | null {
  const namespaces = namespacesOf(event["@context"]);
  const prefixes = [...namespaces].filter(([, namespace]) => namespace === RECALL_NAMESPACE).map(([prefix]) => prefix);
  return (name) => {
    const value = prefixes.map((prefix) => event[`${prefix}:${name}`]).find((member) => typeof member === "string");
    return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
  };
}

/** RFC 3339 within the years that every calendar and database has: 1 to 9999 in UTC. */
function momentIn(text: string | null): string | null {
  const parsed = dateTime.safeParse(text);
  return parsed.success && /^(?!0000)\d{4}-/.test(new Date(parsed.data).toISOString()) ? parsed.data : null;
}

function commitmentIn(text: string | null): Hex32 | null {
  const parsed = hex32.safeParse(text);
  return parsed.success ? (parsed.data as Hex32) : null;
}

function outcomeOf(event: JsonObject): Outcome | undefined {
  const [step, disposition] = [wordOf(event["bizStep"]), wordOf(event["disposition"])];
  return (Object.keys(OUTCOMES) as Outcome[]).find((id) => OUTCOMES[id].bizStep === step && OUTCOMES[id].disposition === disposition);
}
