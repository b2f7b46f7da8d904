import { useMemo, useRef } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import type { Stop } from "../model/story.ts";
import { LABEL_PIXELS, labelsOf } from "./labels.ts";
import { legsOf, type Marker } from "./markers.ts";
import { legPath, viewOf } from "./mercator.ts";
import { GraticuleLines, ScaleBar } from "./Scale.tsx";
import { useWidth } from "./use-width.ts";
import { useWorld } from "./use-world.ts";

const line = { fill: "none", vectorEffect: "non-scaling-stroke" } as const;

/** An SVG of the region that holds all stops: no tiles, no third party, prints like text. */
export function MapDrawing({ stops, markers, label }: { stops: readonly Stop[]; markers: readonly Marker[]; label: string }) {
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame);
  const aspect = width < 560 ? 1 : 16 / 10;
  const view = useMemo(() => viewOf(markers, aspect), [markers, aspect]);
  const world = useWorld(view.width);
  const pixel = view.width / Math.max(width, 1);
  return (
    <figure ref={frame} className="overflow-hidden rounded-xl border border-line bg-(--sea)">
      <svg
        role="img"
        aria-label={label}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        className={aspect === 1 ? "block aspect-square w-full" : "block aspect-8/5 w-full"}
      >
        {world !== null && world !== "failed" && (
          <>
            <path d={world.land} fill="var(--land)" stroke="var(--land-line)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
            <path d={world.borders} stroke="var(--land-line)" strokeWidth="1" strokeDasharray="3 3" {...line} />
          </>
        )}
        <GraticuleLines view={view} pixel={pixel} />
        {legsOf(stops).map(({ from, to }, index) => (
          <path key={index} d={legPath(from, to)} stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" {...line} />
        ))}
        {labelsOf(markers, view, pixel).map(({ marker, x, y, anchor, text, isApart }) => (
          <g key={marker.gln}>
            {isApart && (
              <line
                x1={marker.x}
                y1={marker.y}
                x2={x}
                y2={y - pixel * 5}
                stroke="var(--ink)"
                strokeWidth="1"
                vectorEffect="non-scaling-stroke"
              />
            )}
            <circle
              cx={marker.x}
              cy={marker.y}
              r={pixel * 7}
              fill="var(--accent)"
              stroke="var(--surface)"
              strokeWidth="2"
              vectorEffect="non-scaling-stroke"
            />
            <text
              x={x}
              y={y}
              textAnchor={anchor}
              fontSize={pixel * LABEL_PIXELS}
              fill="var(--ink)"
              stroke="var(--sea)"
              strokeWidth={pixel * 4}
              strokeLinejoin="round"
              paintOrder="stroke"
              className="font-semibold"
            >
              {text}
            </text>
          </g>
        ))}
        <ScaleBar view={view} pixel={pixel} />
      </svg>
      {world === "failed" && (
        <figcaption className="border-t border-line p-3 text-sm">
          <T id="journey.map.failed" />
        </figcaption>
      )}
    </figure>
  );
}
