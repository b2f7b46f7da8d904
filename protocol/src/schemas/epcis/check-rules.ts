import { isCorrection } from "../../hashing/corrects.ts";
import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EpcisError } from "./epcis-error.ts";
import { numbersAreExact, quantitiesArePositive, unitsHaveQuantities } from "./rules/amounts.ts";
import { dispositionsAgree, namesParent, namesSomething, parentIsNoChild } from "./rules/content.ts";
import { readingsAreNotLater, reportsRepeatNothing } from "./rules/sensors.ts";
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
  numbersAreExact,
];

/**
 * What holds for measurements. An error declaration repeats the event that was wrong, and this may be what was wrong with it: there it is
 * worth a warning only. The official examples that break these rules (all possible fields, five of them) are all error declarations.
 */
const MEASURING: readonly Rule[] = [reportsRepeatNothing, readingsAreNotLater];

/**
 * What is wrong with a bare event that passes the schema; pointers start at the event.
 *
 * @example
 * checkEpcisRules(event); // [{ pointer: "/parentID", message: "is missing; adding and removing contents needs it" }]
 */
export function checkEpcisRules(event: JsonObject): EpcisError[] {
  return [...RULES, ...(isCorrection(event) ? [] : MEASURING)].flatMap((rule) => rule(event));
}

/**
 * What is wrong with the event that a bare event declares to be in error; it is accepted all the same. Pointers start at the event.
 *
 * @example
 * epcisAdviceOn(declaration); // [{ pointer: "/sensorElementList/0/sensorMetadata/time", message: "is after eventTime" }]
 */
export function epcisAdviceOn(event: JsonObject): EpcisError[] {
  return isCorrection(event) ? MEASURING.flatMap((rule) => rule(event)) : [];
}
