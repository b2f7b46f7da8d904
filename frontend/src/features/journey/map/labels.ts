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

/** A label beside each marker: on the side with more room, moved down where it would cover one above. */
export function labelsOf(markers: readonly Marker[], view: MapView): Label[] {
  const unit = view.width / 100;
  const lineHeight = unit * 3;
  const labels: Label[] = [];
  for (const marker of [...markers].sort((a, b) => a.y - b.y)) {
    const isLeft = marker.x < view.x + view.width * 0.62;
    const anchor = isLeft ? "start" : "end";
    let y = marker.y + unit * 0.9;
    for (const above of labels) {
      if (above.anchor === anchor && Math.abs(above.x - marker.x) < unit * 45 && y - above.y < lineHeight) y = above.y + lineHeight;
    }
    labels.push({
      marker,
      text: `${numbers(marker.numbers)} ${shorten(marker.name ?? marker.gln)}`,
      x: marker.x + (isLeft ? unit * 2 : -unit * 2),
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
