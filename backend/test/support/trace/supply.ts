import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { CONTEXT } from "../events.ts";

/** Subjects and events of small supply chains, an event each minute. */

export const sscc = (n: number) => `https://id.gs1.org/00/0950600000000${String(n).padStart(5, "0")}`;
export const lot = (name: string) => `https://id.gs1.org/01/09506000134352/10/${name}`;
export const serial = (name: string | number) => `https://id.gs1.org/01/09506000134352/21/${name}`;

export const minute = (n: number) => new Date(Date.UTC(2026, 3, 1, 0, n)).toISOString();

/** Cases, unless a unit of measure stands behind the amount. */
export type Amount = string | [name: string, quantity: number, uom?: string];

export function transformed(at: number, inputs: readonly Amount[], outputs: readonly Amount[], members: JsonObject = {}): JsonObject {
  return {
    ...base(at, "TransformationEvent"),
    ...(inputs.length > 0 ? { inputQuantityList: inputs.map(amountOf) } : {}),
    ...(outputs.length > 0 ? { outputQuantityList: outputs.map(amountOf) } : {}),
    ...members,
  };
}

export type Action = "ADD" | "OBSERVE" | "DELETE";

/** An aggregation of single things; without children, all that is inside. */
export function packed(at: number, action: Action, unit: string, children: readonly string[], members: JsonObject = {}): JsonObject {
  return {
    ...base(at, "AggregationEvent"),
    ...{ action, parentID: unit },
    ...(children.length > 0 ? { childEPCs: [...children] } : {}),
    ...members,
  };
}

/** The same for amounts of lots. */
export function packedLots(at: number, action: Action, unit: string, amounts: readonly Amount[]): JsonObject {
  return { ...packed(at, action, unit, []), childQuantityList: amounts.map(amountOf) };
}

export function seen(at: number, things: readonly string[], members: JsonObject = {}): JsonObject {
  return { ...base(at, "ObjectEvent"), action: "OBSERVE", epcList: [...things], ...members };
}

/** The event again, taken back. */
export function takenBack(event: JsonObject): JsonObject {
  return { ...event, errorDeclaration: { declarationTime: minute(9_000), reason: "incorrect_data" } };
}

function base(at: number, type: string): JsonObject {
  return { "@context": CONTEXT, type, eventTime: minute(at), eventTimeZoneOffset: "+00:00" };
}

function amountOf(amount: Amount): JsonObject {
  const [epcClass, quantity, uom] = typeof amount === "string" ? [amount] : amount;
  return { epcClass, ...(quantity === undefined ? {} : { quantity, uom: uom ?? "CS" }) };
}
