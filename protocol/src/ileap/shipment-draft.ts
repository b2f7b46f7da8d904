import type { FactorTable } from "../footprint/factor-table.ts";
import type { Footprint } from "../footprint/footprint.ts";
import type { PublishRequest } from "../schemas/api/exchange.ts";
import { kilograms, tonneKilometres } from "./decimals.ts";
import { activityOf, NoShipment, shipmentFootprintOf } from "./shipment-footprint-of.ts";
import { DOCUMENTATION, EXTENSION_VERSION, LOGISTICS } from "./vocabulary.ts";

const SCHEMA = "https://api.ileap.sine.dev/shipment-footprint.json";

/**
 * A footprint as a PACT product footprint with the iLEAP extension: of a transport service, per all of its tonne-kilometres. It counts transport and hubs
 * only, and says so. A footprint with something missing is a lower bound, and neither that nor a contested one is a footprint to publish.
 *
 * @param tables Those that the footprint names; what else it was computed with was measured.
 * @throws {NoShipment} when it is incomplete or contested, has no mass or no time, or moved nothing
 * @source iLEAP technical specifications, section "PACT Integration", carried over to the members of PACT 3.0.3
 */
export function shipmentDraft(
  footprint: Footprint,
  tables: readonly FactorTable[],
  { shipmentId }: { shipmentId: string },
): PublishRequest {
  if (footprint.status === "incomplete") throw new NoShipment("Parts of the goods' way are missing, so the total is a lower bound only.");
  if (footprint.status === "contested") throw new NoShipment("Accounts of how much of the goods went where contradict each other.");
  const shipment = shipmentFootprintOf(footprint, shipmentId);
  const activity = activityOf(footprint);
  const times = footprint.elements.flatMap((element) => (element.kind === "transport" ? [element.departedAt, element.arrivedAt] : []));
  const moments = times.flatMap((time) => (time === null ? [] : Date.parse(time)));
  if (activity === 0n) throw new NoShipment("The goods were not moved.");
  if (moments.length === 0) throw new NoShipment("Nobody states when the goods were moved.");
  const total = kilograms(footprint.total.wtw);
  return {
    productIds: [`urn:pact:waybill:shipment:${encodeURIComponent(shipmentId)}`, ...goodsOf(footprint.subject)],
    productClassifications: [LOGISTICS],
    productNameCompany: `Transport of ${shipmentId}`,
    productDescription: `Transport and handling of ${footprint.subject}`,
    pcf: {
      ...{
        declaredUnitOfMeasurement: "ton kilometer",
        declaredUnitAmount: tonneKilometres(activity),
        productMassPerDeclaredUnit: shipment.mass,
      },
      ...periodOf(moments),
      boundaryProcessesDescription: "Transport chain elements and hub operations, well to wheel (ISO 14083); nothing else.",
      ...{ pcfExcludingBiogenicUptake: total, pcfIncludingBiogenicUptake: total, fossilGhgEmissions: total },
      ...{ fossilCarbonContent: "0", biogenicCarbonContent: "0", packagingEmissionsIncluded: false },
      ...{ ipccCharacterizationFactors: ["AR5"], crossSectoralStandards: ["ISO14083"], exemptedEmissionsPercent: "0" },
      primaryDataShare: String(footprint.quality.primaryPercent),
      ...(tables.length > 0
        ? { secondaryEmissionFactorSources: tables.map(({ title, edition }) => ({ name: title, version: edition })) }
        : {}),
    },
    extensions: [{ specVersion: EXTENSION_VERSION, dataSchema: SCHEMA, documentation: DOCUMENTATION, data: { ...shipment } }],
  };
}

/** From the first movement to the second after the last: the end of a period is outside of it. */
function periodOf(moments: readonly number[]): { referencePeriodStart: string; referencePeriodEnd: string } {
  const iso = (time: number) => new Date(time).toISOString();
  return { referencePeriodStart: iso(Math.min(...moments)), referencePeriodEnd: iso(Math.max(...moments) + 1_000) };
}

/** The product that a lot or serial is of, so that whoever may read its footprints may read this one. */
function goodsOf(subject: string): string[] {
  const gtin = /\/01\/(\d{14})(\/|$)/.exec(subject)?.[1];
  return gtin === undefined ? [] : [`urn:gtin:${gtin}`];
}
