import type { FactorTable } from "../footprint/factor-table.ts";
import type { PublishRequest } from "../schemas/api/exchange.ts";
import { tocOf } from "./toc-of.ts";
import { DOCUMENTATION, EXTENSION_VERSION, LOGISTICS } from "./vocabulary.ts";

const SCHEMA = "https://api.ileap.sine.dev/toc.json";

/**
 * A row of a factor table as a PACT product footprint with the iLEAP extension: one tonne-kilometre of a transport operation category. Undefined for a
 * row that is no TOC, see `tocOf`. The reference period is that of the table, and a year where it has no end.
 *
 * @source iLEAP technical specifications, section "PACT Integration", carried over to the members of PACT 3.0.3
 */
export function tocDraft(table: FactorTable, rowId: string): PublishRequest | undefined {
  const toc = tocOf(table, rowId);
  if (toc === undefined) return undefined;
  const intensity = toc.co2eIntensityWTW;
  return {
    productIds: [`urn:pact:waybill:toc:${toc.tocId}`],
    productClassifications: [LOGISTICS],
    productNameCompany: toc.description ?? toc.tocId,
    productDescription: `A tonne-kilometre by ${toc.description ?? toc.tocId}`,
    pcf: {
      ...{ declaredUnitOfMeasurement: "ton kilometer", declaredUnitAmount: "1", productMassPerDeclaredUnit: "1" },
      ...{ referencePeriodStart: `${table.validFrom}T00:00:00Z`, referencePeriodEnd: `${endOf(table)}T00:00:00Z` },
      boundaryProcessesDescription: "Transport operations, well to wheel (ISO 14083); nothing else.",
      ...{ pcfExcludingBiogenicUptake: intensity, pcfIncludingBiogenicUptake: intensity, fossilGhgEmissions: intensity },
      ...{ fossilCarbonContent: "0", biogenicCarbonContent: "0", packagingEmissionsIncluded: false },
      ...{
        ipccCharacterizationFactors: ["AR5"],
        crossSectoralStandards: ["ISO14083"],
        exemptedEmissionsPercent: "0",
        primaryDataShare: "0",
      },
      secondaryEmissionFactorSources: [{ name: table.title, version: table.edition }],
    },
    extensions: [{ specVersion: EXTENSION_VERSION, dataSchema: SCHEMA, documentation: DOCUMENTATION, data: { ...toc } }],
  };
}

function endOf({ validFrom, validUntil }: FactorTable): string {
  if (validUntil !== null) return validUntil;
  const end = new Date(`${validFrom}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end.toISOString().slice(0, 10);
}
