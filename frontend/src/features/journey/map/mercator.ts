/** Width of the whole world in map units, as `build/world-map.ts` drew it. */
export const WORLD_UNITS = 65_536;

export interface MapPoint {
  x: number;
  y: number;
}

/** A box in map units; the `viewBox` of the drawing. */
export interface MapView extends MapPoint {
  width: number;
  height: number;
}

/** Web Mercator in map units, y downwards. Latitudes beyond ±85° are drawn at the edge. */
export function project(latitude: number, longitude: number): MapPoint {
  const phi = (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180;
  const perRadian = WORLD_UNITS / (2 * Math.PI);
  return { x: ((longitude + 180) / 360) * WORLD_UNITS, y: WORLD_UNITS / 2 - perRadian * Math.log(Math.tan(Math.PI / 4 + phi / 2)) };
}

/** Longitude in degrees of a meridian in map units. */
export function longitudeAt(x: number): number {
  return (x / WORLD_UNITS) * 360 - 180;
}

/** Latitude in degrees of a parallel in map units. */
export function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh((WORLD_UNITS / 2 - y) * ((2 * Math.PI) / WORLD_UNITS))) * 180) / Math.PI;
}

/** Smallest view: about 1.3° wide, so that one place still shows its surroundings. */
const MIN_WIDTH = 240;

/**
 * The view of a given shape (width over height) that holds all points with a margin around them.
 *
 * @example
 * viewOf([project(41.8, -87.7), project(26.7, -80.7)], 16 / 10);
 */
export function viewOf(points: readonly MapPoint[], aspect: number): MapView {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // A fifth on each side leaves room for labels.
  const needed = Math.max((right - left) * 1.4, (bottom - top) * 1.4 * aspect, MIN_WIDTH);
  const width = Math.min(needed, WORLD_UNITS);
  const height = width / aspect;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

/** A leg as a gently bent SVG path, so that there and back do not cover each other. */
export function legPath(from: MapPoint, to: MapPoint): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bend = { x: (from.x + to.x) / 2 + dy * 0.12, y: (from.y + to.y) / 2 - dx * 0.12 };
  return `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`;
}
