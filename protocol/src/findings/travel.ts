/** Speed that no freight exceeds over a whole way, loading and all, in kilometres per hour, by mode of transport; the fastest first. */
export const MAX_SPEED_KMH: readonly (readonly [mode: string, kilometresPerHour: number])[] = [
  ["air", 1_000],
  ["rail", 350],
  ["road", 130],
  ["sea", 65],
];

/** Mean radius of the earth in kilometres (IUGG); a great circle on a sphere is at most 0.6 % off. */
const EARTH_RADIUS_KM = 6_371.0088;

export interface Coordinates {
  /** Degrees. */
  latitude: number;
  longitude: number;
}

/** Kilometres between two points along a great circle (haversine). */
export function greatCircleKm(a: Coordinates, b: Coordinates): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const across = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  // Points on opposite sides of the earth may come out a last digit above one.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half(a.latitude, b.latitude) + across)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
