import type { Layout, Placed } from "./layout.ts";

/** The part of the drawing that is seen, in units of the drawing. */
export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** So many times larger than the window a drawing can still be read in one look; larger ones begin at the goods asked about. */
const READABLE = 1.4;
const HEIGHT = 448;
const MAX_WIDTH = 1000;
const SMALLEST = 200;

/** All of a drawing. */
export function wholeOf({ width, height }: Layout): View {
  return { x: 0, y: 0, width: Math.max(width, 1), height: Math.max(height, 1) };
}

/** What is seen first in a window of this width. */
export function startOf(layout: Layout, subject: string, windowWidth: number): View {
  if (layout.width <= READABLE * windowWidth && layout.height <= READABLE * HEIGHT) return wholeOf(layout);
  const node = layout.nodes.find(({ id }) => id === subject);
  return centredOn(
    { x: 0, y: 0, width: Math.min(MAX_WIDTH, windowWidth), height: HEIGHT },
    node ?? { x: layout.width / 2, y: layout.height / 2 },
  );
}

/** Nearer by a factor above one, farther by one below; the middle stays. */
export function zoomed(view: View, factor: number): View {
  const width = Math.max(SMALLEST, view.width / factor);
  const height = view.height * (width / view.width);
  return { x: view.x + (view.width - width) / 2, y: view.y + (view.height - height) / 2, width, height };
}

export function moved(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

export function centredOn(view: View, { x, y }: { x: number; y: number }): View {
  return { ...view, x: x - view.width / 2, y: y - view.height / 2 };
}

export function isSeen({ x, y, width, height }: View, point: { x: number; y: number }): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

const WAYS: Partial<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The way that an arrow key points, or undefined. */
export function wayOf(key: string): readonly [number, number] | undefined {
  return WAYS[key];
}

/** The node that lies nearest in the way of an arrow key; what lies aside counts as twice as far. */
export function nextNode(nodes: readonly Placed[], from: Placed, [dx, dy]: readonly [number, number]): Placed | undefined {
  const distance = ({ x, y }: Placed) => {
    const ahead = (x - from.x) * dx + (y - from.y) * dy;
    return ahead <= 1 ? Infinity : ahead + 2 * Math.abs((x - from.x) * dy + (y - from.y) * dx);
  };
  const [first] = nodes.filter((node) => distance(node) < Infinity).sort((a, b) => distance(a) - distance(b));
  return first;
}
