import { at, BULK, CASES, DOCK, FARM, FIELD, HARVEST, KITCHEN, lot, PACKER, PACKING_HOUSE, shipped, UNIT } from "./case.ts";

/** The farm sends the whole lot to the packing house. */
export const sent = { by: FARM, event: shipped(9, FIELD, PACKING_HOUSE, { quantityList: [lot(BULK, 100, "KGM")] }) };
/** It arrives there. */
export const received = { by: PACKER, event: at(12, PACKING_HOUSE, { bizStep: "receiving", quantityList: [lot(BULK, 100, "KGM")] }) };
/** Cases are made of some kilograms of it, by whoever says so. */
export const made = (hour: number, input: number, output: number, uom = "CS") =>
  at(hour, PACKING_HOUSE, {
    type: "TransformationEvent",
    bizStep: "commissioning",
    inputQuantityList: [lot(BULK, input, "KGM")],
    outputQuantityList: [lot(CASES, output, uom)],
  });
/** Cases are packed into the unit. */
export const packed = (hour: number, quantity: number) => ({
  by: PACKER,
  event: at(hour, PACKING_HOUSE, {
    type: "AggregationEvent",
    action: "ADD",
    bizStep: "packing",
    parentID: UNIT,
    childQuantityList: [lot(CASES, quantity, "CS")],
  }),
});
/** Cases are found in the unit at the dock, or taken out of it. */
export const found = (hour: number, quantity: number | undefined, action = "OBSERVE") => ({
  by: KITCHEN,
  event: at(hour, DOCK, {
    type: "AggregationEvent",
    action,
    bizStep: "receiving",
    parentID: UNIT,
    childQuantityList: [lot(CASES, quantity, quantity === undefined ? undefined : "CS")],
  }),
});
/** The unit is sent to the dock. */
export const unitSent = { by: PACKER, event: shipped(15, PACKING_HOUSE, DOCK, { epcList: [UNIT] }) };

/** A journey in which everything adds up. */
export const CLEAN = [HARVEST, sent, received, { by: PACKER, event: made(13, 100, 50) }, packed(14, 50), unitSent, found(18, 50)];
