import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { subjectsOf, type EventSubject, type SubjectRole } from "@waybill/protocol/identifiers/subjects-of";
import { takesAllOut } from "@waybill/protocol/trace/spans";
import { isLot } from "@waybill/protocol/identifiers/is-lot";
import { identifierKey } from "../query/index/keys.ts";

/** The part that one subject plays in one event, as the trace graph holds it. */
export interface Part {
  /** Null for all that a unit holds. */
  subject: string | null;
  role: SubjectRole;
  /** What joins it to parts of other events: the unit that a child is in, or the process that several events tell of. Null where nothing does. */
  joint: string | null;
  /** How it is joined to other parts; null where it is only seen. */
  kind: "aggregation" | "association" | "transformation" | null;
  action: string | null;
  /** As written in the event. */
  quantity: string | null;
  uom: string | null;
}

const CONTAINMENT: Readonly<Record<string, "aggregation" | "association">> = {
  AggregationEvent: "aggregation",
  AssociationEvent: "association",
};

/** The parts of a bare event. @param account who tells of it */
export function partsOf(event: JsonObject, account: string): Part[] {
  const subjects = subjectsOf(event);
  const kind = CONTAINMENT[String(event["type"])];
  if (kind !== undefined) return containmentParts(event, subjects, kind);
  if (event["type"] !== "TransformationEvent") return subjects.map(aloneOf);
  const joint = processOf(event, account);
  return subjects.map((item) => ({ ...aloneOf(item), joint, kind: "transformation" }));
}

function containmentParts(event: JsonObject, subjects: readonly EventSubject[], kind: "aggregation" | "association"): Part[] {
  // A lot is no unit: the standard packs things into a single one (EPCIS 2.0, section 7.4.3).
  const unit = subjects.find(({ role, subject }) => role === "parent" && !isLot(subject))?.subject ?? null;
  const action = String(event["action"]);
  const parts = subjects.map((item): Part => {
    const alone = aloneOf(item);
    return item.role !== "child" || unit === null || unit === item.subject ? alone : { ...alone, joint: unit, kind, action };
  });
  if (unit === null || !takesAllOut(event)) return parts;
  return [...parts, { subject: null, role: "child", joint: unit, kind, action, quantity: null, uom: null }];
}

/**
 * A transformationID joins several events of one organisation: nobody else can put goods into its process by writing the same ID. Without one
 * the event is a process of its own.
 */
function processOf(event: JsonObject, account: string): string | null {
  const id = event["transformationID"];
  return typeof id === "string" ? `${account} ${identifierKey(id)}` : null;
}

function aloneOf({ subject, role, quantity, uom }: EventSubject): Part {
  return { subject, role, joint: null, kind: null, action: null, quantity: quantity ?? null, uom: uom ?? null };
}
