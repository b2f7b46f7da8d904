import { formatGrams, parseGrams, type MassUnit } from "@waybill/protocol/measures/grams";
import { decimalOf } from "../../../lib/decimal.ts";
import type { MessageId } from "../../../lib/i18n/text.tsx";

/** Grams as they are typed. */
export interface Amount {
  text: string;
  unit: MassUnit;
}

export const NO_AMOUNT: Amount = { text: "", unit: "kg" };

/** Grams that are typed; undefined for a text that is no mass, or ends within a gram. */
export function gramsOf({ text, unit }: Amount): bigint | undefined {
  const decimal = decimalOf(text);
  return decimal === null ? undefined : parseGrams(`${decimal} ${unit}`);
}

/** How grams are typed. */
export function amountOf(grams: bigint): Amount {
  const [text = "", unit] = formatGrams(grams).split(" ");
  return { text, unit: unit as MassUnit };
}

/** What is wrong with an amount of which no more than `most` grams are there. */
export function amountProblem(amount: Amount, most: bigint): MessageId | undefined {
  if (amount.text.trim() === "") return "grams.problem.missing";
  const grams = gramsOf(amount);
  if (grams === undefined) return amount.unit === "g" ? "grams.problem.whole" : "grams.problem.form";
  if (grams <= 0n) return "grams.problem.nothing";
  return grams > most ? "grams.problem.above" : undefined;
}
