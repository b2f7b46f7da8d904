import type { JsonObject } from "../../../hashing/lossless-json.ts";
import type { EpcisError } from "../epcis-error.ts";
import { membersOf } from "./members.ts";

const NAMING_MEMBERS = ["epcList", "quantityList", "sensorElementList"];

/** The schema accepts an empty epcList alone, which says that something happened to nothing. */
export function namesSomething(event: JsonObject): EpcisError[] {
  if (event.type !== "ObjectEvent" && !(event.type === "TransactionEvent" && event.action !== "DELETE")) return [];
  const isEmpty = NAMING_MEMBERS.every((name) => membersOf(event, name).length === 0);
  return isEmpty ? [{ pointer: "/epcList", message: "is empty, and nothing else in the event names goods" }] : [];
}

/** EPCIS 2.0, sections 7.4.3 and 7.4.6: without its parent nobody knows what was packed into what. */
export function namesParent(event: JsonObject): EpcisError[] {
  const needed = event.type === "AggregationEvent" && event.action !== "OBSERVE" && event.parentID === undefined;
  return needed ? [{ pointer: "/parentID", message: "is missing; adding and removing contents needs it" }] : [];
}

/** A unit cannot be its own content. */
export function parentIsNoChild(event: JsonObject): EpcisError[] {
  if (typeof event.parentID !== "string") return [];
  return membersOf(event, "childEPCs")
    .filter(({ value }) => value === event.parentID)
    .map(({ pointer }) => ({ pointer, message: "is also the parentID: a unit cannot contain itself" }));
}

/** One event cannot both set and unset a condition. */
export function dispositionsAgree(event: JsonObject): EpcisError[] {
  const dispositions = (event.persistentDisposition ?? {}) as JsonObject;
  const set = new Set(membersOf(dispositions, "set").map(({ value }) => value));
  return membersOf(dispositions, "unset")
    .filter(({ value }) => set.has(value))
    .map(({ pointer }) => ({ pointer: `/persistentDisposition${pointer}`, message: "is also among those set" }));
}
