import { useLayoutEffect, useState, type RefObject } from "react";

/** Width of an element in pixels of the screen, kept up to date. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 800)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
