import type { Footprint, FootprintElement } from "../footprint/footprint.ts";
import type { TransportChainElement } from "../footprint/transport-chain.ts";
import { kilograms, kilometres, tonneKilometres } from "./decimals.ts";
import type { GlecDistance, ShipmentFootprint, Tce } from "./schemas.ts";

/** What a footprint lacks to be a shipment's. */
export class NoShipment extends Error {
  override name = "NoShipment";
}

/**
 * A footprint as iLEAP has the footprint of a shipment: an element becomes a TCE, with the mass that flows on into the goods asked about. A hub moves
 * nothing, so its distance and activity are zero. The order of elements is not told, since goods come together from several sides.
 *
 * @param shipmentId Name of the shipment between the partners.
 * @throws {NoShipment} when the mass of the goods is not known, or nothing was computed
 * @example
 * shipmentFootprintOf(footprint, "SSCC-095060001343520000").tces[0]?.co2eWTW; // "293.26"
 */
export function shipmentFootprintOf(footprint: Footprint, shipmentId: string): ShipmentFootprint {
  if (footprint.massGrams === null) throw new NoShipment("Nobody states the mass of the goods.");
  if (footprint.elements.length === 0) throw new NoShipment("Nothing of the goods' way could be computed.");
  return {
    mass: kilograms(footprint.massGrams),
    shipmentId,
    tces: footprint.elements.map((element) => tceOf(element, shipmentId)),
  };
}

/** Grams times metres of the goods asked about, over all transport of a footprint. */
export function activityOf(footprint: Footprint): bigint {
  return footprint.elements.reduce((sum, element) => sum + (element.kind === "transport" ? gramMetresOf(element) : 0n), 0n);
}

function tceOf(element: FootprintElement, shipmentId: string): Tce {
  const said = {
    ...{ tceId: element.id, shipmentId, mass: kilograms(ownGrams(element)) },
    ...{ co2eWTW: kilograms(element.emissions.wtw), co2eTTW: kilograms(element.emissions.ttw) },
  };
  if (element.kind === "hub") return { ...said, hocId: categoryOf(element), distance: { actual: "0" }, transportActivity: "0" };
  return {
    ...said,
    tocId: categoryOf(element),
    distance: distanceOf(element),
    transportActivity: tonneKilometres(gramMetresOf(element)),
    ...(element.departedAt === null ? {} : { departureAt: new Date(element.departedAt).toISOString() }),
    ...(element.arrivedAt === null ? {} : { arrivalAt: new Date(element.arrivedAt).toISOString() }),
  };
}

/** What of an element's mass flows on into the goods asked about, rounded to a gram. */
function ownGrams({ massGrams, allocations }: FootprintElement): bigint {
  const part = allocations.reduce((product, { partGrams }) => product * BigInt(partGrams), BigInt(massGrams));
  const whole = allocations.reduce((product, { wholeGrams }) => product * BigInt(wholeGrams), 1n);
  return (2n * part + whole) / (2n * whole);
}

function gramMetresOf(element: TransportChainElement & FootprintElement): bigint {
  return ownGrams(element) * BigInt(element.distance.metres);
}

/** A distance that was modelled stands for the shortest feasible one, longer rather than shorter. */
export function distanceOf({ distance }: Pick<TransportChainElement, "distance">): GlecDistance {
  const text = kilometres(distance.metres);
  return distance.basis === "gcd" ? { gcd: text } : { sfd: text };
}

/** The row of a factor table, or a name of its own where energy was measured. */
function categoryOf({ id, calculation }: FootprintElement): string {
  if (calculation.data === "primary") return `measured:${id}`;
  return `${calculation.factor.table}:${calculation.factor.row}`;
}
