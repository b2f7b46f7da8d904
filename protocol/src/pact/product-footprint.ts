import { z } from "zod";
import { dateTime } from "../schemas/primitives.ts";
import { carbonFootprint, type CarbonFootprint } from "./carbon-footprint.ts";
import { validityOf } from "./validity.ts";

/** The release of PACT's technical specifications that footprints follow here. */
export const SPEC_VERSION = "3.0.3";

/** Names a product, a company or a class of products (RFC 8141). */
export const urn = z
  .string()
  .max(500)
  .regex(/^urn:[^\s]+$/i, "must be a URN, as urn:gtin:04712345060507");

const unique = (list: readonly string[]) => new Set(list.map((one) => one.toLowerCase())).size === list.length;
const urns = z.array(urn).min(1).max(50).refine(unique, "must not name one twice");

/** More than what a standard says: named by the address of its schema. */
const dataModelExtension = z.strictObject({
  specVersion: z.string().min(1).max(50),
  dataSchema: z.url().max(2_000),
  documentation: z.url().max(2_000).optional(),
  data: z.record(z.string(), z.unknown()),
});

/** What a footprint says of a product, member by member; `footprintDraft` also checks them against each other. */
export const footprintMembers = {
  precedingPfIds: z.array(z.uuid()).min(1).max(20).refine(unique, "must not name one twice").optional(),
  validityPeriodStart: dateTime.optional(),
  validityPeriodEnd: dateTime.optional(),
  companyName: z.string().min(1).max(500),
  companyIds: urns,
  productDescription: z.string().max(5_000),
  productIds: urns,
  productClassifications: urns.optional(),
  productNameCompany: z.string().min(1).max(500),
  comment: z.string().max(5_000).optional(),
  pcf: carbonFootprint,
  extensions: z.array(dataModelExtension).max(20).optional(),
};

/** What a footprint says, before it is published: who publishes it adds an id, the time and the status. */
export const footprintDraft = z.strictObject(footprintMembers).superRefine(({ pcf, ...draft }, context) => {
  const refuse = (path: string[], message: string) => void context.addIssue({ code: "custom", path, message });
  checkPeriods({ ...draft, pcf }, refuse);
  checkEmissions(pcf, refuse);
});
export type FootprintDraft = z.infer<typeof footprintDraft>;

/** `ProductFootprint` of PACT 3.0.3. Only its status ever changes, and only to `Deprecated`. */
export const productFootprint = z.strictObject({
  id: z.uuid(),
  specVersion: z.string().regex(/^\d+\.\d+\.\d+(-\d{8})?$/),
  created: dateTime,
  status: z.enum(["Active", "Deprecated"]),
  ...footprintMembers,
});
export type ProductFootprint = z.infer<typeof productFootprint>;

type Refuse = (path: string[], message: string) => void;

function checkPeriods({ pcf, validityPeriodStart, validityPeriodEnd }: FootprintDraft, refuse: Refuse): void {
  const referenceEnd = Date.parse(pcf.referencePeriodEnd);
  if (Date.parse(pcf.referencePeriodStart) >= referenceEnd)
    refuse(["pcf", "referencePeriodEnd"], "must be after the start of the reference period");
  const longest = validityOf({ pcf });
  const { from, until } = validityOf({ pcf, validityPeriodStart, validityPeriodEnd });
  if (from < longest.from) refuse(["validityPeriodStart"], "must not be before the end of the reference period");
  if (until > longest.until) refuse(["validityPeriodEnd"], "must be at most three years after the end of the reference period");
  if (until <= from) refuse(["validityPeriodEnd"], "must be after the start of the validity period");
}

function checkEmissions(pcf: CarbonFootprint, refuse: Refuse): void {
  if (Number(pcf.pcfIncludingBiogenicUptake) > Number(pcf.pcfExcludingBiogenicUptake))
    refuse(["pcf", "pcfIncludingBiogenicUptake"], "must not be more than without the uptake, which only takes away");
  if (pcf.declaredUnitOfMeasurement === "kilogram" && Number(pcf.declaredUnitAmount) !== Number(pcf.productMassPerDeclaredUnit))
    refuse(["pcf", "productMassPerDeclaredUnit"], "must be the declared amount, which is in kilograms");
  if (pcf.packagingEmissionsIncluded === false && pcf.packagingGhgEmissions !== undefined)
    refuse(["pcf", "packagingGhgEmissions"], "must be absent where emissions of the packaging are not included");
}
