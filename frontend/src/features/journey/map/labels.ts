import type { MapView } from "./mercator.ts";
import type { Marker } from "./markers.ts";

export interface Label {
  marker: Marker;
  text: string;
  /** Where the letters begin (`start`) or end (`end`), on their baseline. */
  x: number;
  y: number;
  anchor: "start" | "end";
  /** It stands away from its marker: a line has to join them. */
  isApart: boolean;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Longest label, in characters: a longer name is cut at a word, the whole one stands in the table. */
const LONGEST = 24;

/** Label letters, in pixels of the screen. */
export const LABEL_PIXELS = 14;
/** A letter on average, with some to spare: a browser's own measure would come too late for the server's drawing. */
const LETTER_PIXELS = 7.6;
const LINE_PIXELS = 18;
const MARKER_PIXELS = 9;
/** From a marker to its label. */
const GAP_PIXELS = 12;
const EDGE_PIXELS = 4;

/** Lines up and down from the marker, the nearest first. */
const SHIFTS = Array.from({ length: 17 }, (_, index) => (index % 2 === 0 ? index / 2 : -(index + 1) / 2));

/**
 * A label beside each marker, wholly inside the view: where there is room, over no other label, no marker and not the scale bar, at the
 * nearest place that is free, to its right or left. `pixel`: map units per pixel.
 */
export function labelsOf(markers: readonly Marker[], view: MapView, pixel: number): Label[] {
  const taken = [...markers.map(({ x, y }) => boxAround(x, y, MARKER_PIXELS * pixel)), scaleBarBox(view, pixel)];
  return [...markers]
    .sort((a, b) => a.y - b.y)
    .map((marker) => {
      const text = `${numbers(marker.numbers)} ${shorten(marker.name ?? marker.gln)}`;
      const places = SHIFTS.flatMap((shift) => (["start", "end"] as const).map((anchor) => placed(marker, text, anchor, shift, pixel)));
      const inside = places.filter(({ box }) => isInside(box, view, EDGE_PIXELS * pixel));
      const { label, box } =
        inside.find((place) => taken.every((other) => !overlap(place.box, other))) ?? inside[0] ?? pushedIn(places[0]!, view, pixel);
      taken.push(box);
      return label;
    });
}

interface Place {
  label: Label;
  box: Box;
}

function placed(marker: Marker, text: string, anchor: Label["anchor"], shift: number, pixel: number): Place {
  const side = anchor === "start" ? 1 : -1;
  const x = marker.x + side * GAP_PIXELS * pixel;
  const y = marker.y + (5 + shift * LINE_PIXELS) * pixel;
  const width = text.length * LETTER_PIXELS * pixel;
  const [left, right] = anchor === "start" ? [x, x + width] : [x - width, x];
  const box = { left, right, top: y - LABEL_PIXELS * pixel, bottom: y + (LINE_PIXELS - LABEL_PIXELS) * pixel };
  return { label: { marker, text, x, y, anchor, isApart: shift !== 0 }, box };
}

/** In a view too narrow for a label at either side it begins at the edge. */
function pushedIn({ label, box }: Place, view: MapView, pixel: number): Place {
  const by = view.x + EDGE_PIXELS * pixel - box.left;
  return { label: { ...label, x: label.x + by, isApart: true }, box: { ...box, left: box.left + by, right: box.right + by } };
}

/** The corner that the scale bar has. */
function scaleBarBox(view: MapView, pixel: number): Box {
  const bottom = view.y + view.height;
  return { left: view.x, right: view.x + view.width / 4 + 20 * pixel, top: bottom - 32 * pixel, bottom };
}

function boxAround(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isInside({ left, right, top, bottom }: Box, view: MapView, edge: number): boolean {
  return left >= view.x + edge && right <= view.x + view.width - edge && top >= view.y + edge && bottom <= view.y + view.height - edge;
}

function numbers(all: readonly number[]): string {
  return all.length > 3 ? `${all.slice(0, 2).join(", ")} … ${all.at(-1)}` : all.join(", ");
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const cut = name.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 12))}…`;
}
