import type { Footprint, FootprintElement } from "../footprint/footprint.ts";
import type { ChainPlace, TransportChainElement } from "../footprint/transport-chain.ts";
import { kilograms, scaledText } from "./decimals.ts";
import type { Location, TransportActivityData } from "./schemas.ts";
import { distanceOf } from "./shipment-footprint-of.ts";
import { MODES } from "./toc-of.ts";

/** Where a place is, as far as its owner says so. */
export interface Town {
  city: string;
  country: string;
}

/**
 * The transports of a footprint as iLEAP has transport activity data, for partners who compute emissions themselves: whole loads, before any part flows on.
 * A TAD names towns and both times, so a transport without one of them is left out.
 *
 * @param footprintId The published footprint that they belong to.
 * @param towns By GLN.
 */
export function activitiesOf(
  { elements }: Pick<Footprint, "elements">,
  { footprintId, shipmentId, towns }: { footprintId: string; shipmentId: string; towns: ReadonlyMap<string, Town> },
): TransportActivityData[] {
  return elements.flatMap((element) => {
    if (element.kind !== "transport" || element.departedAt === null || element.arrivedAt === null) return [];
    const [origin, destination] = [locationOf(element.from, towns), locationOf(element.to, towns)];
    if (origin === undefined || destination === undefined) return [];
    return {
      ...{ activityId: `${footprintId}:${element.id}`, consignmentIds: [shipmentId], mode: MODES[element.mode] },
      ...{ mass: kilograms(element.massGrams), distance: distanceOf(element), origin, destination, ...loadOf(element) },
      departureAt: new Date(element.departedAt).toISOString(),
      arrivalAt: new Date(element.arrivedAt).toISOString(),
    };
  });
}

function locationOf(place: ChainPlace, towns: ReadonlyMap<string, Town>): Location | undefined {
  const town = towns.get(place.gln ?? "");
  const { latitudeMicrodegrees: latitude, longitudeMicrodegrees: longitude } = place;
  if (town === undefined) return undefined;
  if (latitude === null || longitude === null) return { ...town };
  return { ...town, lat: scaledText(BigInt(latitude), 6), lng: scaledText(BigInt(longitude), 6) };
}

function loadOf({ calculation }: TransportChainElement & FootprintElement): Pick<TransportActivityData, "loadFactor"> {
  return calculation.data === "modelled" ? { loadFactor: scaledText(BigInt(calculation.loadPercent), 2) } : {};
}
