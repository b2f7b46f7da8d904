import { isJsonObject, type Json, type JsonObject } from "../hashing/lossless-json.ts";
import { recallIn } from "../recall/recall-in.ts";
import { plainText } from "./plain-text.ts";
import { itemsIn } from "./statement-items.ts";

/** What an action did, by event type; OBSERVE where the event has none of the three. */
const OBJECT = { ADD: "Brought into being", OBSERVE: "Observed", DELETE: "Ended" };
const TRANSACTION = { ADD: "Linked to a transaction", OBSERVE: "Observed with a transaction", DELETE: "Unlinked from a transaction" };
const AGGREGATION = { ADD: "Packed into", OBSERVE: "Observed inside", DELETE: "Taken out of" };
const ASSOCIATION = { ADD: "Attached to", OBSERVE: "Observed attached to", DELETE: "Detached from" };
type Verbs = typeof OBJECT;

/**
 * One English sentence that says what an event states, for the wallet that signs it: every fact is taken verbatim from the event, the
 * same event always gives the same sentence, and its length is bounded. Characters that a reader cannot see are left out.
 *
 * @example
 * statementOf(event); // "Observed (shipping) at 2026-04-19T13:35:18-05:00 at https://id.gs1.org/414/0860009999992: https://id.gs1.org/00/…"
 */
export function statementOf(event: JsonObject): string {
  const sentence = sentenceOf(event);
  return (event.errorDeclaration ?? null) === null ? sentence : `Declared in error${reasonOf(event)}: ${sentence}`;
}

function sentenceOf(event: JsonObject): string {
  switch (event.type) {
    case "ObjectEvent":
      return `${recallWords(event) ?? verb(OBJECT, event)}${circumstances(event)}: ${itemsIn(event, ["epcList", "quantityList"])}`;
    case "TransactionEvent":
      return `${verb(TRANSACTION, event)}${circumstances(event)}: ${itemsIn(event, ["epcList", "quantityList"])}`;
    case "AggregationEvent":
      return `${verb(AGGREGATION, event)} ${parentOf(event)}${circumstances(event)}: ${childrenOf(event)}`;
    case "AssociationEvent":
      return `${verb(ASSOCIATION, event)} ${parentOf(event)}${circumstances(event)}: ${childrenOf(event)}`;
    case "TransformationEvent":
      return `Made${circumstances(event)}: ${itemsIn(event, ["outputEPCList", "outputQuantityList"])}; from: ${itemsIn(event, ["inputEPCList", "inputQuantityList"])}`;
    default:
      return `Reported ${textOf(event.type) ?? "an event"}${circumstances(event)}`;
  }
}

/** What a wallet has to say of a recall; undefined for every other event. */
function recallWords(event: JsonObject): string | undefined {
  const recall = recallIn(event);
  switch (recall?.kind) {
    case "notice":
      return recall.reason === null ? "Recalled" : `Recalled for "${plainText(recall.reason)}"`;
    case "answer":
      return `Answered the recall ${recall.notice} with "${recall.outcome.replace("_", " ")}"`;
    case "end":
      return `Ended the recall ${recall.notice}`;
    default:
      return undefined;
  }
}

function verb(verbs: Verbs, event: JsonObject): string {
  return event.action === "ADD" || event.action === "DELETE" ? verbs[event.action] : verbs.OBSERVE;
}

/** Business step, time and place, as far as the event has them. */
function circumstances(event: JsonObject): string {
  const step = textOf(event.bizStep);
  const time = textOf(event.eventTime);
  const place = idOf(event.readPoint) ?? idOf(event.bizLocation);
  return [step && ` (${step})`, time && ` at ${time}`, place && ` at ${place}`].filter(Boolean).join("");
}

/** Removing without naming children removes all of them (EPCIS 2.0, section 7.4.3). */
function childrenOf(event: JsonObject): string {
  const isAll = event.action === "DELETE" && event.childEPCs === undefined && event.childQuantityList === undefined;
  return isAll ? "everything" : itemsIn(event, ["childEPCs", "childQuantityList"]);
}

function parentOf(event: JsonObject): string {
  return textOf(event.parentID) ?? "something unnamed";
}

function reasonOf({ errorDeclaration }: JsonObject): string {
  const reason = isJsonObject(errorDeclaration) ? textOf(errorDeclaration.reason) : undefined;
  return reason === undefined ? "" : ` (${reason})`;
}

function idOf(place: Json | undefined): string | undefined {
  return isJsonObject(place) ? textOf(place.id) : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  const text = typeof value === "string" ? plainText(value) : "";
  return text === "" ? undefined : text;
}
