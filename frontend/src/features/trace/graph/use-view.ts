import { useRef, useState, type PointerEvent } from "react";
import type { Layout, Placed } from "./layout.ts";
import { centredOn, isSeen, moved, startOf, wholeOf, zoomed, type View } from "./view.ts";

const ZOOM = 1.4;

/** The part of the drawing that is seen; it begins at the goods asked about, and stays when the drawing grows. */
export function useView(layout: Layout, subject: string) {
  const [chosen, setChosen] = useState<View | null>(null);
  const dragged = useRef<{ x: number; y: number } | null>(null);
  const view = chosen ?? startOf(layout, subject, window.innerWidth);
  return {
    view,
    nearer: () => setChosen(zoomed(view, ZOOM)),
    farther: () => setChosen(zoomed(view, 1 / ZOOM)),
    whole: () => setChosen(wholeOf(layout)),
    /** By parts of what is seen. */
    move: (dx: number, dy: number) => setChosen(moved(view, dx * view.width, dy * view.height)),
    show: (node: Placed) => {
      if (!isSeen(view, node)) setChosen(centredOn(view, node));
    },
    drag: {
      onPointerDown: ({ clientX, clientY }: PointerEvent) => {
        dragged.current = { x: clientX, y: clientY };
      },
      onPointerMove: ({ clientX, clientY, currentTarget, buttons }: PointerEvent) => {
        const from = dragged.current;
        if (from === null || buttons === 0) return;
        dragged.current = { x: clientX, y: clientY };
        const { clientWidth, clientHeight } = currentTarget;
        const scale = Math.max(view.width / clientWidth, view.height / clientHeight);
        setChosen(moved(view, (from.x - clientX) * scale, (from.y - clientY) * scale));
      },
      onPointerUp: () => {
        dragged.current = null;
      },
    },
  };
}
