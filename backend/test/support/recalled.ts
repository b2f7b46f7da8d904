import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { noticeEvent } from "@waybill/protocol/recall/recall-event";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { observation } from "./events.ts";

/** A lot that tests call back. */
export const BULK = "https://id.gs1.org/01/09506000134352/10/BULK" as Subject;
/** The pallet that it may be on. */
export const BOX = "https://id.gs1.org/00/095060001343520000" as Subject;
/** GLN of where everybody speaks. */
const SHOP = "9506000134376";

/** Lots without an amount. */
export const lots = (...subjects: string[]) => subjects.map((epcClass) => ({ epcClass }));
/** The lot comes into being. */
export const HARVEST = observation({ action: "ADD", bizStep: "commissioning", quantityList: lots(BULK) });

/** Lots are put on the pallet, or taken from it: in April 2026, at a day and hour such as `17T10`. */
export const packing = (action: string, time: string, ...packed: string[]): JsonObject => {
  const { quantityList: _, ...event } = observation({ type: "AggregationEvent", action, eventTime: `2026-04-${time}:00:00-04:00` });
  return { ...event, parentID: BOX, childQuantityList: lots(...packed), bizStep: "packing" };
};

/** When and where a recall is spoken of. */
export const here = { eventTime: "2026-04-21T09:00:00-04:00", offset: "-04:00", gln: SHOP };
/** A notice, with a day to answer. */
export const noticeOf = (subjects: Subject[], change: { answerBy?: string; forwards?: Hex32 } = {}) =>
  noticeEvent({
    ...{ ...here, subjects, reason: "Listeria", risk: "serious", instruction: "Destroy it", answerBy: "2026-04-22T09:00:00-04:00" },
    ...change,
  });
