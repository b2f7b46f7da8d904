import { z } from "zod";
import { dateTime } from "../schemas/primitives.ts";
import { GEOGRAPHIC_REGIONS } from "./geographic-regions.ts";

/** Long enough for any mass that can be weighed, short enough to be read. */
const MAX_DIGITS = 40;
const MAX_TEXT = 5_000;

const decimalOf = (pattern: RegExp, message: string) => z.string().max(MAX_DIGITS).regex(pattern, message);

/** Decimals are text in PACT, so that no reader rounds them. */
export const decimal = decimalOf(/^[+-]?\d+(\.\d+)?$/, "must be a decimal number as text");
const positive = decimalOf(/^\+?(?=[\d.]*[1-9])\d+(\.\d+)?$/, "must be a decimal number above zero, as text");
const notNegative = decimalOf(/^\+?\d+(\.\d+)?$/, "must be a decimal number from zero on, as text");
const notPositive = decimalOf(/^(-\d+(\.\d+)?|0+(\.0+)?)$/, "must be a decimal number up to zero, as text");

/** Whether decimal text is at most 100. */
const isPercentage = (text: string) => Number(text) >= 0 && Number(text) <= 100;
const percentage = decimal.refine(isPercentage, "must be between 0 and 100");
/** PACT methodology: 1 is the best, 5 the worst. */
const rating = decimal.refine((text) => Number(text) >= 1 && Number(text) <= 5, "must be between 1 and 5");
const text = z.string().max(MAX_TEXT);
const name = z.string().min(1).max(500);

export const DECLARED_UNITS = [
  ...["liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer"],
  ...["square meter", "piece", "hour", "megabit second"],
] as const;

const sectorRule = z.strictObject({
  operator: z.enum(["PEF", "EPD International", "Other"]),
  ruleNames: z.array(name).min(1).max(20),
  otherOperatorName: name.optional(),
});

/** `CarbonFootprint` of PACT 3.0.3: kilograms of CO2 equivalents, or what each member says, per declared unit. */
export const carbonFootprint = z.strictObject({
  declaredUnitOfMeasurement: z.enum(DECLARED_UNITS),
  declaredUnitAmount: positive,
  productMassPerDeclaredUnit: notNegative,
  referencePeriodStart: dateTime,
  referencePeriodEnd: dateTime,
  geographyRegionOrSubregion: z.enum(GEOGRAPHIC_REGIONS).optional(),
  geographyCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country code of two letters")
    .optional(),
  geographyCountrySubdivision: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, "must be a code of ISO 3166-2")
    .optional(),
  boundaryProcessesDescription: text.optional(),
  pcfExcludingBiogenicUptake: decimal,
  pcfIncludingBiogenicUptake: decimal,
  fossilCarbonContent: notNegative,
  biogenicCarbonContent: notNegative.optional(),
  recycledCarbonContent: notNegative.optional(),
  fossilGhgEmissions: notNegative,
  landUseChangeGhgEmissions: notNegative.optional(),
  landCarbonLeakage: notNegative.optional(),
  landManagementFossilGhgEmissions: notNegative.optional(),
  landManagementBiogenicCO2Emissions: notNegative.optional(),
  landManagementBiogenicCO2Removals: notPositive.optional(),
  biogenicCO2Uptake: notPositive.optional(),
  biogenicNonCO2Emissions: notNegative.optional(),
  landAreaOccupation: notNegative.optional(),
  aircraftGhgEmissions: notNegative.optional(),
  packagingEmissionsIncluded: z.boolean().optional(),
  packagingGhgEmissions: notNegative.optional(),
  packagingBiogenicCarbonContent: notNegative.optional(),
  outboundLogisticsGhgEmissions: notNegative.optional(),
  ccsTechnologicalCO2CaptureIncluded: z.boolean().optional(),
  ccsTechnologicalCO2Capture: notPositive.optional(),
  technologicalCO2CaptureOrigin: text.optional(),
  technologicalCO2Removals: notPositive.optional(),
  ccuCarbonContent: notNegative.optional(),
  ccuCalculationApproach: z.enum(["Cut-off", "Credit"]).optional(),
  ccuCreditCertification: z.url().max(2_000).optional(),
  ipccCharacterizationFactors: z
    .array(z.string().regex(/^AR\d{1,2}$/, "must be an assessment report as AR6"))
    .min(1)
    .max(10),
  crossSectoralStandards: z.array(name).min(1).max(20),
  productOrSectorSpecificRules: z.array(sectorRule).min(1).max(20).optional(),
  exemptedEmissionsPercent: percentage,
  exemptedEmissionsDescription: text.optional(),
  allocationRulesDescription: text.optional(),
  secondaryEmissionFactorSources: z
    .array(z.strictObject({ name, version: name }))
    .min(1)
    .max(50)
    .optional(),
  primaryDataShare: percentage.optional(),
  dqi: z.strictObject({ technologicalDQR: rating, geographicalDQR: rating, temporalDQR: rating }).optional(),
  verification: z
    .strictObject({
      coverage: z.enum(["PCF calculation model", "PCF program", "product level"]).optional(),
      providerName: name.optional(),
      completedAt: dateTime.optional(),
      standardName: name.optional(),
      comments: text.optional(),
    })
    .optional(),
});
export type CarbonFootprint = z.infer<typeof carbonFootprint>;
