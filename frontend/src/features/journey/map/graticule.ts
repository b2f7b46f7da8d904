import { latitudeAt, longitudeAt, project, WORLD_UNITS, type MapView } from "./mercator.ts";

/** Circles of the globe: meridians at `x`, parallels at `y`. */
export interface Graticule {
  meridians: { x: number; degrees: number }[];
  parallels: { y: number; degrees: number }[];
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
/** Meridians in a view at most. */
const MOST = 6;

/** Meridians and parallels at round degrees within a view. */
export function graticuleOf(view: MapView): Graticule {
  const [west, east] = [longitudeAt(view.x), longitudeAt(view.x + view.width)];
  const [north, south] = [latitudeAt(view.y), latitudeAt(view.y + view.height)];
  const step = STEPS.find((candidate) => (east - west) / candidate <= MOST) ?? 60;
  return {
    meridians: roundBetween(Math.max(west, -180), Math.min(east, 180), step).map((degrees) => ({ degrees, x: project(0, degrees).x })),
    parallels: roundBetween(south, north, step).map((degrees) => ({ degrees, y: project(degrees, 0).y })),
  };
}

function roundBetween(from: number, until: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(until / step) - first + 1);
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toFixed(3)));
}

/** The Earth's equator, in kilometres. */
const EQUATOR = 40_075;
const LENGTHS = [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

/** The longest round distance that takes at most a quarter of the view, at its middle: Mercator stretches with the latitude. */
export function scaleBarOf(view: MapView): { kilometres: number; units: number } {
  const latitude = (latitudeAt(view.y + view.height / 2) * Math.PI) / 180;
  const unitsPerKilometre = WORLD_UNITS / (EQUATOR * Math.cos(latitude));
  const kilometres = LENGTHS.find((length) => length * unitsPerKilometre <= view.width / 4) ?? 1;
  return { kilometres, units: kilometres * unitsPerKilometre };
}
