import type { InstructedGoods } from "@waybill/protocol/schemas/warehouse/instructions";
import { goodsLink, parcelLink } from "./links.ts";

/** An EPCIS 2.0 event, without the context of its document. */
export type EventText = Readonly<Record<string, unknown>>;

interface Common {
  /** UUID. */
  id: string;
  eventTime: string;
  /** Of the warehouse, where it has one. */
  gln: string | null;
}

/** Goods were put into a parcel. */
export function packingEvent({ sscc, goods, ...common }: Common & { sscc: string; goods: readonly InstructedGoods[] }): EventText {
  return {
    ...begin("AggregationEvent", common),
    parentID: parcelLink(sscc),
    childQuantityList: quantities(goods),
    action: "ADD",
    bizStep: "packing",
    ...place(common),
  };
}

/** A parcel left. Nothing in it tells whose order it is of. */
export function shippingEvent({ sscc, ...common }: Common & { sscc: string }): EventText {
  return {
    ...begin("ObjectEvent", common),
    epcList: [parcelLink(sscc)],
    action: "OBSERVE",
    bizStep: "shipping",
    disposition: "in_transit",
    ...place(common),
  };
}

/** Goods of a lot came in. */
export function receivingEvent({ goods, ...common }: Common & { goods: Pick<InstructedGoods, "gtin" | "lot" | "quantity"> }): EventText {
  return {
    ...begin("ObjectEvent", common),
    quantityList: quantities([goods]),
    action: "OBSERVE",
    bizStep: "receiving",
    disposition: "in_progress",
    ...place(common),
  };
}

/** All of them in one document, as they are captured. */
export function documentOf(events: readonly EventText[]): object {
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: events[0]?.["eventTime"],
    epcisBody: { eventList: events },
  };
}

function begin(type: string, { id, eventTime }: Common): EventText {
  return { type, eventID: `urn:uuid:${id}`, eventTime, eventTimeZoneOffset: "+00:00" };
}

function place({ gln }: Common): EventText {
  if (gln === null) return {};
  const id = `https://id.gs1.org/414/${gln}`;
  return { readPoint: { id }, bizLocation: { id } };
}

function quantities(goods: readonly Pick<InstructedGoods, "gtin" | "lot" | "quantity">[]): object[] {
  const sums = new Map<string, number>();
  for (const part of goods) sums.set(goodsLink(part), part.quantity + (sums.get(goodsLink(part)) ?? 0));
  return [...sums].map(([epcClass, quantity]) => ({ epcClass, quantity }));
}
