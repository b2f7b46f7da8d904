import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EpcisError } from "./epcis-error.ts";
import { numbersAreExact, quantitiesArePositive, unitsHaveQuantities } from "./rules/amounts.ts";
import { dispositionsAgree, namesParent, namesSomething, parentIsNoChild } from "./rules/content.ts";
import { readingsAreNotLater, reportsAgree, reportsRepeatNothing } from "./rules/sensors.ts";
import { sizesAreSane } from "./rules/sizes.ts";
import { offsetExists, periodsRunForwards } from "./rules/times.ts";

type Rule = (event: JsonObject) => EpcisError[];

/** Rules of EPCIS that its JSON schema does not hold, and what our digests need. An event that breaks one is refused. */
const RULES: readonly Rule[] = [
  sizesAreSane,
  namesSomething,
  namesParent,
  parentIsNoChild,
  dispositionsAgree,
  quantitiesArePositive,
  unitsHaveQuantities,
  offsetExists,
  periodsRunForwards,
  reportsAgree,
  numbersAreExact,
];

/** Rules of the draft conformance tests that official GS1 examples break, and which nobody who captures those can enforce: worth a warning. */
const ADVICE: readonly Rule[] = [reportsRepeatNothing, readingsAreNotLater];

/**
 * What is wrong with a bare event that passes the schema; pointers start at the event.
 *
 * @example
 * checkEpcisRules(event); // [{ pointer: "/parentID", message: "is missing; adding and removing contents needs it" }]
 */
export function checkEpcisRules(event: JsonObject): EpcisError[] {
  return RULES.flatMap((rule) => rule(event));
}

/**
 * What a careful author would change in a bare event, although it is accepted; pointers start at the event.
 *
 * @example
 * epcisAdviceOn(event); // [{ pointer: "/sensorElementList/0/sensorMetadata/time", message: "is after eventTime" }]
 */
export function epcisAdviceOn(event: JsonObject): EpcisError[] {
  return ADVICE.flatMap((rule) => rule(event));
}
