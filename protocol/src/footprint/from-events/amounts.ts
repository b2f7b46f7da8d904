import type { EventSubject } from "../../identifiers/subjects-of.ts";
import { multiply, type Ratio, ratioOf } from "../../measures/exact-number.ts";
import { measureOf } from "../../measures/units.ts";
import type { EnergyRow } from "../factor-table.ts";
import type { Address } from "../../schemas/primitives.ts";
import { LIMITS } from "../whole.ts";

/** What one unit of a product weighs, packaging included, how many pieces it holds, and the account that says so, by GTIN-14. */
export type ProductMasses = ReadonlyMap<string, { massGrams: bigint | null; pieces: bigint; statedBy?: Address | null }>;

const GRAMS_PER_KILOGRAM = ratioOf("1000");
const MILLILITRES_PER_CUBIC_METRE = ratioOf("1000000");
const WATT_HOURS_PER_JOULE = ratioOf("1/3600");
/** What is measured and says nothing of mass. */
const OTHER_MEASURES: ReadonlySet<string> = new Set(["MTR", "MTK", "MTQ", "JOU"]);

/** `"2010 KMT"` in metres, rounded up; null for anything that is no length within the limits. */
export function metresOf(text: string | undefined): bigint | null {
  return wholeOf(text, "MTR", ratioOf("1"), LIMITS.distanceMetres);
}

/** `"18 TNE"` in grams, rounded up. */
export function gramsOf(text: string | undefined): bigint | null {
  return wholeOf(text, "KGM", GRAMS_PER_KILOGRAM, LIMITS.massGrams);
}

/** `"880 LTR diesel"` in thousandths of litres, kilograms or kilowatt hours. */
export function energyOf(text: string): { carrier: string; unit: EnergyRow["unit"]; milliunits: bigint } | undefined {
  const [amount = "", code = "", carrier = "", ...rest] = text.split(/\s+/);
  if (carrier === "" || rest.length > 0) return undefined;
  const of = (base: string, scale: Ratio) => wholeOf(`${amount} ${code}`, base, scale, LIMITS.energyMilliunits);
  const units: [EnergyRow["unit"], bigint | null][] = [
    ["l", of("MTQ", MILLILITRES_PER_CUBIC_METRE)],
    ["kg", of("KGM", GRAMS_PER_KILOGRAM)],
    ["kWh", of("JOU", WATT_HOURS_PER_JOULE)],
  ];
  const found = units.find(([, milliunits]) => milliunits !== null);
  return found?.[1] == null ? undefined : { carrier: carrier.toLowerCase(), unit: found[0], milliunits: found[1] };
}

/** Mass of an amount of goods, or undefined when nobody states it: as weighed, or pieces times what the product weighs. */
export function massOf({ subject, quantity, uom }: Omit<EventSubject, "role">, products: ProductMasses): bigint | undefined {
  const each = productOf(subject, products)?.massGrams ?? undefined;
  if (quantity === undefined) return /\/21\/[^/]+$/.test(subject) ? each : undefined;
  const weighed = gramsOf(`${quantity} ${uom ?? ""}`);
  if (weighed !== null) return weighed;
  const measure = measureOf(quantity, uom ?? "");
  if (each === undefined || measure === undefined || OTHER_MEASURES.has(measure.unit)) return undefined;
  return bounded(multiply(ratioOf(quantity), ratioOf(String(each))), LIMITS.massGrams) ?? undefined;
}

/** What is known of the product that a lot or serial is of. */
export function productOf(subject: string, products: ProductMasses) {
  return products.get(gtinOf(subject) ?? "");
}

/** GTIN-14 of a lot or serial; undefined for logistic units and other keys. */
export function gtinOf(subject: string): string | undefined {
  return /^https:\/\/id\.gs1\.org\/01\/(\d{14})(\/|$)/.exec(subject)?.[1];
}

/** How many units a quantity counts; undefined for what is measured, and for parts of units. */
export function countOf({ quantity, uom }: Pick<EventSubject, "quantity" | "uom">): bigint | undefined {
  const measure = quantity === undefined ? undefined : measureOf(quantity, uom ?? "");
  if (measure === undefined || measure.unit === "KGM" || OTHER_MEASURES.has(measure.unit)) return undefined;
  return /^[1-9]\d{0,11}$/.test(measure.number) ? BigInt(measure.number) : undefined;
}

function wholeOf(text: string | undefined, base: string, scale: Ratio, limit: bigint): bigint | null {
  const [amount = "", code = "", ...rest] = (text ?? "").split(/\s+/);
  const measure = rest.length > 0 ? undefined : measureOf(amount, code);
  return measure?.unit === base ? bounded(multiply(ratioOf(measure.number), scale), limit) : null;
}

function bounded({ numerator, denominator }: Ratio, limit: bigint): bigint | null {
  const whole = (numerator + denominator - 1n) / denominator;
  return numerator > 0n && whole <= limit ? whole : null;
}
