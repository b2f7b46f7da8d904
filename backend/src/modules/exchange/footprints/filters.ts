import { z } from "zod";

/** More values of one criterion than anybody asks for at once. */
const MAX_VALUES = 100;
const MAX_CHARACTERS = 500;

const value = z.string().max(MAX_CHARACTERS);

/** One or more values, in a query or in JSON; compared without regard to case. */
const values = z
  .union([value, z.array(value).max(MAX_VALUES)])
  .transform((given) => [given].flat().map((text) => text.toLowerCase()))
  .optional();

const moment = z
  .string()
  .max(50)
  .refine((text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)), "must be a time as 2025-04-01T00:00:00Z")
  .transform((text) => new Date(text))
  .optional();

/**
 * The eight criteria of PACT 3.0.3: values of one criterion are alternatives, criteria add up. Values that no footprint can have, as a status that does
 * not exist, select nothing.
 */
export const footprintCriteria = z.object({
  productId: values.describe("URNs of products, any of them."),
  companyId: values.describe("URNs of companies, any of them."),
  geography: values.describe("Regions, countries or subdivisions, any of them."),
  classification: values.describe("URNs of classes, any of them."),
  validOn: moment.describe("In the time of validity of the footprint, which includes its ends."),
  validAfter: moment.describe("Before the time of validity begins."),
  validBefore: moment.describe("After the time of validity ends."),
  status: value
    .transform((text) => text.toLowerCase())
    .optional()
    .describe("`Active` or `Deprecated`; both when absent."),
});
export type FootprintCriteria = z.output<typeof footprintCriteria>;

/**
 * A condition on `exchange_footprints f`, and its parameters.
 *
 * @param first Number of the first parameter.
 * @param asOf SQL of the change up to which footprints are looked at: a status is the one that it was then.
 */
export function conditionOf(
  criteria: FootprintCriteria,
  { first, asOf }: { first: number; asOf: string },
): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const use = (parameter: unknown) => `$${first + parameters.push(parameter) - 1}`;
  const conditions: string[] = [];
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (wanted !== undefined) conditions.push(`f.${column} && ${use(wanted)}::text[]`);
  };
  among("product_ids", criteria.productId);
  among("company_ids", criteria.companyId);
  among("geographies", criteria.geography);
  among("classifications", criteria.classification);
  if (criteria.validOn) {
    const at = use(criteria.validOn);
    conditions.push(`f.valid_from <= ${at} AND f.valid_until >= ${at}`);
  }
  if (criteria.validAfter) conditions.push(`f.valid_from > ${use(criteria.validAfter)}`);
  if (criteria.validBefore) conditions.push(`f.valid_until < ${use(criteria.validBefore)}`);
  if (criteria.status !== undefined)
    conditions.push(`CASE WHEN f.deprecated_at_sequence <= ${asOf} THEN 'deprecated' ELSE 'active' END = ${use(criteria.status)}`);
  return { sql: conditions.map((condition) => ` AND (${condition})`).join(""), parameters };
}
