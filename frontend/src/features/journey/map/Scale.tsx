import { useIntl } from "react-intl";
import { useText } from "../../../lib/i18n/text.tsx";
import { graticuleOf, scaleBarOf } from "./graticule.ts";
import type { MapView } from "./mercator.ts";

const LETTERS = 11;

interface ScaleProps {
  view: MapView;
  /** Map units per pixel. */
  pixel: number;
}

/** Meridians and parallels with their degrees, under everything else. */
export function GraticuleLines({ view, pixel }: ScaleProps) {
  const t = useText();
  const { meridians, parallels } = graticuleOf(view);
  const line = { stroke: "var(--land-line)", strokeWidth: 1, strokeDasharray: "1 3", vectorEffect: "non-scaling-stroke" } as const;
  const text = { fontSize: pixel * LETTERS, fill: "var(--muted)" };
  const [right, bottom] = [view.x + view.width, view.y + view.height];
  return (
    <g data-map="graticule">
      {meridians.map(({ x, degrees }) => (
        <g key={degrees}>
          <line x1={x} x2={x} y1={view.y} y2={bottom} {...line} />
          <text x={x + pixel * 3} y={view.y + pixel * 14} {...text}>
            {t("journey.map.longitude", { degrees: Math.abs(degrees), side: sideOf(degrees) })}
          </text>
        </g>
      ))}
      {parallels.map(({ y, degrees }) => (
        <g key={degrees}>
          <line x1={view.x} x2={right} y1={y} y2={y} {...line} />
          <text x={right - pixel * 4} y={y - pixel * 3} textAnchor="end" {...text}>
            {t("journey.map.latitude", { degrees: Math.abs(degrees), side: sideOf(degrees) })}
          </text>
        </g>
      ))}
    </g>
  );
}

function sideOf(degrees: number): "plus" | "minus" | "none" {
  return degrees > 0 ? "plus" : degrees < 0 ? "minus" : "none";
}

/** How long a round distance is, in the lower left corner. */
export function ScaleBar({ view, pixel }: ScaleProps) {
  const intl = useIntl();
  const { kilometres, units } = scaleBarOf(view);
  const [left, y] = [view.x + pixel * 12, view.y + view.height - pixel * 12];
  return (
    <g data-map="scale">
      <path
        d={`M${left} ${y - pixel * 5}v${pixel * 5}h${units}v${pixel * -5}`}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
      <text x={left + pixel * 4} y={y - pixel * 5} fontSize={pixel * LETTERS} fill="var(--ink)">
        {intl.formatNumber(kilometres, { style: "unit", unit: "kilometer" })}
      </text>
    </g>
  );
}
