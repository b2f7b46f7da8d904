import type { FactorTable } from "../footprint/factor-table.ts";
import type { PublishRequest } from "../schemas/api/exchange.ts";
import { hocOf } from "./hoc-of.ts";
import type { Hoc, Toc } from "./schemas.ts";
import { tocOf } from "./toc-of.ts";
import { DOCUMENTATION, EXTENSION_VERSION, LOGISTICS } from "./vocabulary.ts";

/**
 * A row of a factor table as a PACT product footprint with the iLEAP extension: one tonne-kilometre of a transport operation category. Undefined for a
 * row that is no TOC, see `tocOf`. The reference period is that of the table, and a year where it has no end.
 *
 * @source iLEAP technical specifications, section "PACT Integration", carried over to the members of PACT 3.0.3
 */
export function tocDraft(table: FactorTable, rowId: string): PublishRequest | undefined {
  const toc = tocOf(table, rowId);
  const unit = { declaredUnitOfMeasurement: "ton kilometer", declaredUnitAmount: "1", productMassPerDeclaredUnit: "1" } as const;
  return toc && draftOf(table, toc, { kind: "toc", id: toc.tocId, unit, of: "A tonne-kilometre by", operations: "Transport" });
}

/** The same of a hub operation category: a tonne that leaves the hub. Undefined for a row that is no HOC, see `hocOf`. */
export function hocDraft(table: FactorTable, rowId: string): PublishRequest | undefined {
  const hoc = hocOf(table, rowId);
  const unit = { declaredUnitOfMeasurement: "kilogram", declaredUnitAmount: "1000", productMassPerDeclaredUnit: "1000" } as const;
  return hoc && draftOf(table, hoc, { kind: "hoc", id: hoc.hocId, unit, of: "A tonne that leaves", operations: "Hub" });
}

interface Category {
  kind: "toc" | "hoc";
  id: string;
  unit: Pick<PublishRequest["pcf"], "declaredUnitOfMeasurement" | "declaredUnitAmount" | "productMassPerDeclaredUnit">;
  /** Words for what the intensity is of, and for what its boundary holds. */
  of: string;
  operations: string;
}

function draftOf(table: FactorTable, data: Toc | Hoc, { kind, id, unit, of, operations }: Category): PublishRequest {
  const { description = id, co2eIntensityWTW: intensity } = data;
  return {
    productIds: [`urn:pact:waybill:${kind}:${id}`],
    productClassifications: [LOGISTICS],
    productNameCompany: description,
    productDescription: `${of} ${description}`,
    pcf: {
      ...unit,
      ...{ referencePeriodStart: `${table.validFrom}T00:00:00Z`, referencePeriodEnd: `${endOf(table)}T00:00:00Z` },
      boundaryProcessesDescription: `${operations} operations, well to wheel (ISO 14083); nothing else.`,
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
    extensions: [
      {
        ...{ specVersion: EXTENSION_VERSION, dataSchema: `https://api.ileap.sine.dev/${kind}.json`, documentation: DOCUMENTATION },
        data: { ...data },
      },
    ],
  };
}

function endOf({ validFrom, validUntil }: FactorTable): string {
  if (validUntil !== null) return validUntil;
  const end = new Date(`${validFrom}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end.toISOString().slice(0, 10);
}
