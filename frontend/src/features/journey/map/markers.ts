import type { Stop } from "../model/story.ts";
import { project, type MapPoint } from "./mercator.ts";

/** A located place with the numbers of all stops there. */
export interface Marker extends MapPoint {
  gln: string;
  name: string | null;
  numbers: readonly number[];
}

/** One marker for each located place, in order of the first stop there. */
export function markersOf(stops: readonly Stop[]): Marker[] {
  const markers = new Map<string, Marker>();
  for (const [index, { place }] of stops.entries()) {
    const { gln, name, latitude, longitude } = place;
    if (latitude === null || longitude === null) continue;
    const numbers = [...(markers.get(gln)?.numbers ?? []), index + 1];
    markers.set(gln, { ...project(latitude, longitude), gln, name, numbers });
  }
  return [...markers.values()];
}

/** Legs between neighbouring located stops, in order; a stop without position is passed over. */
export function legsOf(stops: readonly Stop[]): { from: MapPoint; to: MapPoint }[] {
  const points = stops.flatMap(({ place: { latitude, longitude } }) =>
    latitude === null || longitude === null ? [] : [project(latitude, longitude)],
  );
  return points.slice(1).map((to, index) => ({ from: points[index] as MapPoint, to }));
}
