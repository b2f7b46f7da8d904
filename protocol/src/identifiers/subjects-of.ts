import { isJsonObject, type Json, type JsonObject, numberText } from "../hashing/lossless-json.ts";
import type { Subject } from "../schemas/primitives.ts";
import { subjectOf } from "./subject.ts";

/** The part a subject plays in an event. */
export type SubjectRole = "observed" | "parent" | "child" | "input" | "output";

export interface EventSubject {
  subject: Subject;
  role: SubjectRole;
  /** As written in the event; absent for a single thing and where the event leaves it open. */
  quantity?: string;
  /** UN/ECE Recommendation 20 code; a quantity without it counts pieces. */
  uom?: string;
}

/** Members of an event that hold identifiers, and the role these have there. */
const EPC_MEMBERS: readonly (readonly [string, SubjectRole])[] = [
  ["parentID", "parent"],
  ["epcList", "observed"],
  ["childEPCs", "child"],
  ["inputEPCList", "input"],
  ["outputEPCList", "output"],
];
const QUANTITY_MEMBERS: readonly (readonly [string, SubjectRole])[] = [
  ["quantityList", "observed"],
  ["childQuantityList", "child"],
  ["inputQuantityList", "input"],
  ["outputQuantityList", "output"],
];

/**
 * The lots, serials and logistic units that an event is about, as canonical Digital Links: first single things, then quantities, each in
 * the order of the event. Left out: GTINs without a lot, patterns, and identifiers that are not GS1 keys.
 *
 * @example
 * subjectsOf(packing); // [{ subject: "https://id.gs1.org/00/…", role: "parent" }, { subject: "https://id.gs1.org/01/…/10/…", role: "child", quantity: "25", uom: "CS" }]
 */
export function subjectsOf(event: JsonObject): EventSubject[] {
  const things = EPC_MEMBERS.flatMap(([member, role]) => listOf(event[member]).flatMap((epc) => thing(epc, role)));
  const amounts = QUANTITY_MEMBERS.flatMap(([member, role]) => listOf(event[member]).flatMap((element) => amount(element, role)));
  // The same thing written as URN and as Digital Link is one subject; two amounts of one lot are two facts.
  return [...new Map(things.map((item) => [`${item.role} ${item.subject}`, item])).values(), ...amounts];
}

function thing(epc: Json, role: SubjectRole): EventSubject[] {
  const subject = typeof epc === "string" ? subjectOf(epc.trim()) : undefined;
  return subject === undefined ? [] : [{ subject, role }];
}

function amount(element: Json, role: SubjectRole): EventSubject[] {
  if (!isJsonObject(element) || typeof element.epcClass !== "string") return [];
  const subject = subjectOf(element.epcClass.trim());
  if (subject === undefined) return [];
  const quantity = numberText(element.quantity);
  const uom = typeof element.uom === "string" ? element.uom : undefined;
  return [{ subject, role, ...(quantity === undefined ? {} : { quantity }), ...(uom === undefined ? {} : { uom }) }];
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
