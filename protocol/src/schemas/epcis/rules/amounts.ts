import { type JsonObject, numberText } from "../../../hashing/lossless-json.ts";
import { findUnsafeNumbers } from "../../../hashing/unsafe-numbers.ts";
import type { EpcisError } from "../epcis-error.ts";
import { objectsOf } from "./members.ts";

const QUANTITY_LISTS = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"];

/** An amount of goods is not below zero. */
export function quantitiesArePositive(event: JsonObject): EpcisError[] {
  return QUANTITY_LISTS.flatMap((name) => objectsOf(event, name))
    .filter(({ value }) => numberText(value.quantity)?.startsWith("-") && Number(numberText(value.quantity)) < 0)
    .map(({ pointer }) => ({ pointer: `${pointer}/quantity`, message: "is below zero" }));
}

/** EPCIS 2.0, section 7.3.3.3: a unit of measure belongs to a quantity. */
export function unitsHaveQuantities(event: JsonObject): EpcisError[] {
  return QUANTITY_LISTS.flatMap((name) => objectsOf(event, name))
    .filter(({ value }) => value.uom !== undefined && value.quantity === undefined)
    .map(({ pointer }) => ({ pointer: `${pointer}/uom`, message: "stands without a quantity" }));
}

/** A digest over RFC 8785 would not notice a change in digits that a double drops. */
export function numbersAreExact(event: JsonObject): EpcisError[] {
  return findUnsafeNumbers(event).map((pointer) => ({
    pointer,
    message: "has more digits than can be kept exactly; write it as text or round it",
  }));
}
