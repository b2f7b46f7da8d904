import type { MapView } from "./mercator.ts";
import type { Marker } from "./markers.ts";

export interface Label {
  marker: Marker;
  text: string;
  x: number;
  y: number;
  anchor: "start" | "end";
}

/** Longest label, in characters: a longer name is cut at a word, the whole one stands in the table. */
const LONGEST = 24;

/** Label letters, in pixels of the screen. */
export const LABEL_PIXELS = 14;

/** A label beside each marker: on the side with more room, moved down where it would cover one above. `pixel`: map units per pixel. */
export function labelsOf(markers: readonly Marker[], view: MapView, pixel: number): Label[] {
  const lineHeight = pixel * 18;
  const labels: Label[] = [];
  for (const marker of [...markers].sort((a, b) => a.y - b.y)) {
    const isLeft = marker.x < view.x + view.width * 0.62;
    const anchor = isLeft ? "start" : "end";
    let y = marker.y + pixel * 5;
    for (const above of labels) {
      if (above.anchor === anchor && Math.abs(above.x - marker.x) < pixel * 260 && y - above.y < lineHeight) y = above.y + lineHeight;
    }
    labels.push({
      marker,
      text: `${numbers(marker.numbers)} ${shorten(marker.name ?? marker.gln)}`,
      x: marker.x + (isLeft ? 12 : -12) * pixel,
      y,
      anchor,
    });
  }
  return labels;
}

function numbers(all: readonly number[]): string {
  return all.length > 3 ? `${all.slice(0, 2).join(", ")} … ${all.at(-1)}` : all.join(", ");
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const cut = name.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 12))}…`;
}
