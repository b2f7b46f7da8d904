import { namespacesOf, type Namespaces } from "@waybill/protocol/hashing/event-hash/namespaces";
import { isJsonObject, numberText, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { exactNumber } from "@waybill/protocol/measures/exact-number";
import { measureOf } from "@waybill/protocol/measures/units";
import { documentFacts } from "./document-facts.ts";
import { momentFacts, numberFact, objectsOf, presence, textFact, textsOf, type Fact } from "./fact.ts";
import { attributeFacts, fieldFacts } from "./field-facts.ts";
import { identifierKey, textKey, wordKey } from "./keys.ts";
import { momentOf } from "./moment.ts";
import { sensorFacts } from "./sensor-facts.ts";

/** Changes when the same event would be indexed differently: every index is then made again. */
export const INDEX_VERSION = 5;

/** An event as queries see it: what it has once in columns, what it may have several times as facts. */
export interface IndexedEvent {
  eventTime: string;
  eventType: string;
  action: string | null;
  bizStep: string | null;
  disposition: string | null;
  readPoint: string | null;
  bizLocation: string | null;
  facts: Fact[];
}

const EPC_LISTS = [
  ["epcList", "epc"],
  ["childEPCs", "epc"],
  ["parentID", "parentID"],
  ["inputEPCList", "inputEPC"],
  ["outputEPCList", "outputEPC"],
] as const;

const QUANTITY_LISTS = [
  ["quantityList", "epcClass"],
  ["childQuantityList", "epcClass"],
  ["inputQuantityList", "inputEPCClass"],
  ["outputQuantityList", "outputEPCClass"],
] as const;

/** Lists of typed values: the list, the member that holds the value, and the name that the type is added to. */
const TYPED_LISTS = [
  ["bizTransactionList", "bizTransaction"],
  ["sourceList", "source"],
  ["destinationList", "destination"],
] as const;

/** Reads a bare event for the index. Prefixes are those of the event's own context. */
export function indexEvent(event: JsonObject): IndexedEvent {
  const namespaces = namespacesOf(event["@context"]);
  const word = (name: string) => textsOf(event[name]).map((text) => wordKey(text, namespaces))[0] ?? null;
  const place = (name: string) => (isJsonObject(event[name]) ? (textsOf(event[name]["id"]).map(identifierKey)[0] ?? null) : null);
  const eventTime = momentOf(String(event["eventTime"]));
  if (eventTime === undefined) throw new Error("an event without a time passed the checks");
  return {
    eventTime,
    eventType: textKey(textsOf(event["type"])[0] ?? ""),
    action: textsOf(event["action"])[0] ?? null,
    bizStep: word("bizStep"),
    disposition: word("disposition"),
    readPoint: place("readPoint"),
    bizLocation: place("bizLocation"),
    facts: distinct([
      ...thingFacts(event),
      ...contextFacts(event, namespaces),
      ...errorFacts(event, namespaces),
      ...sensorFacts(event, namespaces),
      ...fieldFacts(event, "event", namespaces),
      ...fieldFacts(event["ilmd"], "ilmd", namespaces),
      ...fieldFacts(event["readPoint"], "readPoint", namespaces),
      ...fieldFacts(event["bizLocation"], "bizLocation", namespaces),
      ...attributeFacts(event, namespaces),
      ...documentFacts(event),
    ]),
  };
}

function thingFacts(event: JsonObject): Fact[] {
  const epcs = EPC_LISTS.flatMap(([list, name]) => textsOf(event[list]).map((epc) => textFact(name, identifierKey(epc))));
  const amounts = QUANTITY_LISTS.flatMap(([list, name]) =>
    objectsOf(event[list]).flatMap((element) => [
      ...textsOf(element["epcClass"]).map((epcClass) => textFact(name, identifierKey(epcClass))),
      ...quantityFacts(element),
    ]),
  );
  return [...epcs, ...amounts];
}

function quantityFacts(element: JsonObject): Fact[] {
  const text = numberText(element["quantity"]);
  const number = text === undefined ? undefined : exactNumber(text);
  if (text === undefined || number === undefined) return [];
  const uom = textsOf(element["uom"])[0];
  const measure = uom === undefined ? undefined : measureOf(text, uom);
  return [numberFact("quantity", number), ...(measure ? [numberFact(`quantity ${measure.unit}`, measure.number)] : [])];
}

function contextFacts(event: JsonObject, namespaces: Namespaces): Fact[] {
  const persistent = isJsonObject(event["persistentDisposition"]) ? event["persistentDisposition"] : {};
  return [
    ...TYPED_LISTS.flatMap(([list, member]) =>
      objectsOf(event[list]).flatMap((item) =>
        textsOf(item[member]).map((value) =>
          textFact(typedName(member, wordKey(textsOf(item["type"])[0] ?? "", namespaces)), identifierKey(value)),
        ),
      ),
    ),
    ...(["set", "unset"] as const).flatMap((name) =>
      textsOf(persistent[name]).map((value) => textFact(`persistentDisposition ${name}`, wordKey(value, namespaces))),
    ),
    ...textsOf(event["transformationID"]).map((id) => textFact("transformationID", identifierKey(id))),
  ];
}

/** Name under which a business transaction, source or destination of one type is found. */
export function typedName(member: "bizTransaction" | "source" | "destination", type: string): string {
  return textKey(`${member} ${type}`);
}

function errorFacts(event: JsonObject, namespaces: Namespaces): Fact[] {
  const error = event["errorDeclaration"];
  if (!isJsonObject(error)) return [];
  return [
    presence("errorDeclaration"),
    ...momentFacts("errorDeclaration", error["declarationTime"]),
    ...textsOf(error["reason"]).map((reason) => textFact("errorDeclaration", wordKey(reason, namespaces))),
    ...textsOf(error["correctiveEventIDs"]).map((id) => textFact("correctiveEventID", textKey(id))),
    ...fieldFacts(error, "error", namespaces),
  ];
}

/** The same thing said twice, by URN and by Digital Link, is one fact. */
function distinct(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [`${fact.name}\n${fact.text}\n${fact.number}\n${fact.moment}`, fact])).values()];
}
