import type { PostalArea, RoutingDestination } from "@waybill/protocol/schemas/api/routing";
import type { Point } from "../../../../../protocol/src/footprint/great-circle.ts";
import { middleOf } from "./country-middles.ts";

/** Up to where the distance to a customer is taken. */
export interface Destination {
  /** Null where nobody knows where the country is: all warehouses are then equally far. */
  point: Point | null;
  by: RoutingDestination;
}

/** Where an order goes, as near as a plan may know: a region of postal codes, otherwise the country. @param postcode null where nobody can read it any more */
export function destinationOf(
  { country, postcode }: { country: string; postcode: string | null },
  areas: readonly PostalArea[],
): Destination {
  const code = (postcode ?? "").toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  const [area] = areas.filter(({ prefix }) => code.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length);
  if (area !== undefined) return { point: pointOf(area), by: "postcode" };
  const point = middleOf(country);
  return point === undefined ? { point: null, by: "nowhere" } : { point, by: "country" };
}

export function pointOf({ latitude, longitude }: { latitude: number; longitude: number }): Point {
  const micro = (degrees: number) => Math.round(degrees * 1_000_000);
  return { latitudeMicrodegrees: micro(latitude), longitudeMicrodegrees: micro(longitude) };
}
