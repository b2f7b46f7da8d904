import { useRef } from "react";
import { useIntl } from "react-intl";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { offsetMinutes } from "../../../lib/local-time.ts";
import { zoneName } from "../../../lib/times.ts";
import { useWidth } from "../map/use-width.ts";
import type { Measurement, TemperatureRecord } from "./record.ts";
import { inUnit, momentsOf, scaleOf, ticksOf, type Unit } from "./scale.ts";
import { standingOf } from "./troubles.ts";
import { useMoment } from "./use-degrees.ts";

const HEIGHT = 280;
const EDGE = { top: 14, right: 20, bottom: 48, left: 58 };
/** Room that a moment takes on the axis. */
const MOMENT_PIXELS = 90;
/** Dots of a run that is longer than this would only blur its line. */
const MOST_DOTS = 60;

/** Measurements over time with the limits that hold for them. Breaks in the line are times when nobody measured. */
export function TemperatureChart({ record, unit }: { record: TemperatureRecord; unit: Unit }) {
  const t = useText();
  const intl = useIntl();
  const moment = useMoment();
  const frame = useRef<HTMLElement>(null);
  const width = Math.max(useWidth(frame), 240);
  const { measurements, runs } = record;
  const values = measurements.flatMap(({ least, most, floor, ceiling }) => [least, most, floor ?? least, ceiling ?? most]);
  const degrees = (celsius: number) => inUnit(celsius, unit);
  const ticks = ticksOf(degrees(Math.min(...values)), degrees(Math.max(...values)));
  const times = [Math.min(...measurements.map(({ from }) => from)), Math.max(...measurements.map(({ until }) => until))] as const;
  const x = scaleOf(times, [EDGE.left + 8, width - EDGE.right - 8]);
  const y = scaleOf([ticks[0] ?? 0, ticks.at(-1) ?? 1], [HEIGHT - EDGE.bottom, EDGE.top]);
  const at = (celsius: number) => y(degrees(celsius));
  const offset = measurements[0]?.offset ?? "+00:00";
  const inner = width - EDGE.left - EDGE.right;
  const moments = momentsOf(times, offsetMinutes(offset), Math.max(2, Math.floor(inner / MOMENT_PIXELS)));
  return (
    <figure ref={frame} className="rounded-xl border border-line bg-surface p-2">
      <svg
        role="img"
        aria-label={t("temperature.chart", { count: measurements.length })}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        className="block w-full text-xs"
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={EDGE.left} x2={width - EDGE.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={EDGE.left - 6} y={y(tick)} textAnchor="end" dominantBaseline="middle" fill="var(--muted)">
              {intl.formatNumber(tick)} {t(`uom.${unit}`)}
            </text>
          </g>
        ))}
        {moments.map((time) => (
          <g key={time}>
            <line x1={x(time)} x2={x(time)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom + 4} stroke="var(--line)" />
            <text x={Math.max(40, Math.min(x(time), width - 44))} y={HEIGHT - EDGE.bottom + 18} fill="var(--muted)" textAnchor="middle">
              {moment(time, offset)}
            </text>
          </g>
        ))}
        <text x={EDGE.left + inner / 2} y={HEIGHT - 10} fill="var(--muted)" textAnchor="middle">
          {t("temperature.axis", { zone: zoneName(offset) })}
        </text>
        {runs.map((run, index) => (
          <Run key={index} run={run} x={x} y={at} />
        ))}
      </svg>
      <figcaption className="px-2 pb-1 text-sm text-muted">
        <T id="temperature.legend" />
      </figcaption>
    </figure>
  );
}

interface RunProps {
  run: readonly Measurement[];
  x: (time: number) => number;
  y: (celsius: number) => number;
}

/** One uninterrupted run: limits as dashes, ranges as bars, values as a line; outside the limits a dot becomes a cross. */
function Run({ run, x, y }: RunProps) {
  const line = run.map(({ from, until, celsius }) => `${x((from + until) / 2).toFixed(1)},${y(celsius).toFixed(1)}`).join(" ");
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [start, end] = [x(first.from) - 6, x(last.until) + 6];
  const limits = [...new Set(run.flatMap(({ floor, ceiling }) => [floor, ceiling]).filter((limit) => limit !== null))];
  return (
    <g>
      {limits.map((limit) => (
        <line key={limit} x1={start} x2={end} y1={y(limit)} y2={y(limit)} stroke="var(--fail)" strokeWidth="1.5" strokeDasharray="5 4" />
      ))}
      <polyline points={line} fill="none" stroke="var(--accent)" strokeWidth="2" strokeLinejoin="round" />
      {run.map((measurement, index) => (
        <Point key={index} measurement={measurement} hasDot={run.length <= MOST_DOTS} x={x} y={y} />
      ))}
    </g>
  );
}

function Point({ measurement, hasDot, x, y }: { measurement: Measurement; hasDot: boolean } & Omit<RunProps, "run">) {
  const { from, until, celsius, least, most } = measurement;
  const [cx, cy] = [x((from + until) / 2), y(celsius)];
  const standing = standingOf(measurement);
  return (
    <>
      {most > least && <line x1={cx} x2={cx} y1={y(least)} y2={y(most)} stroke="var(--accent)" strokeWidth="6" opacity="0.35" />}
      {standing === "above" || standing === "below" ? (
        <path d={`M${cx - 4} ${cy - 4}l8 8m0-8l-8 8`} stroke="var(--fail)" strokeWidth="2.5" strokeLinecap="round" />
      ) : (
        hasDot && <circle cx={cx} cy={cy} r="3.5" fill="var(--accent)" />
      )}
    </>
  );
}
