import { useMemo, type ReactNode } from "react";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { zoneName } from "../../../lib/times.ts";
import { StatusShape, type Tone } from "../../../ui/StatusMark.tsx";
import type { TemperatureRecord } from "./record.ts";
import type { Unit } from "./scale.ts";
import { excursionsOf, gapsOf } from "./troubles.ts";
import { useDegrees, useDuration, useMoment } from "./use-degrees.ts";

/** Lines of one kind before the table has to do. */
const SHOWN = 5;

/** Limits and who set them, every time outside them and how long, and every gap: said, not only drawn. */
export function TemperatureWords({ record, unit }: { record: TemperatureRecord; unit: Unit }) {
  const degrees = useDegrees(unit);
  const duration = useDuration();
  const moment = useMoment();
  const [excursions, gaps] = useMemo(() => [excursionsOf(record), gapsOf(record)], [record]);
  const alarms = record.measurements.filter(({ alarm }) => alarm).length;
  const { limits } = record;
  return (
    <ul className="mb-4 space-y-1.5">
      {limits.length === 0 && (
        <Line tone="unknown">
          <T id="temperature.no-limits" />
        </Line>
      )}
      {limits.map(({ bound, celsius, source, author }, index) => (
        <Line key={index} tone="neutral">
          <T id={`temperature.limit.${bound}`} values={{ limit: <b>{degrees(celsius)}</b> }} />{" "}
          <span className="text-muted">
            <T id="temperature.limit.source" values={{ source, party: <PartyChip party={author} /> }} />
          </span>
        </Line>
      ))}
      {excursions.slice(0, SHOWN).map(({ kind, limit, extreme, from, until, offset }) => (
        <Line key={`${kind} ${from}`} tone="failed" kind="excursion">
          <T
            id={until > from ? "temperature.excursion" : "temperature.excursion.once"}
            values={{
              kind,
              limit: degrees(limit),
              extreme: <b>{degrees(extreme)}</b>,
              duration: <b>{duration(until - from)}</b>,
              from: moment(from, offset),
              until: moment(until, offset),
              zone: zoneName(offset),
            }}
          />
        </Line>
      ))}
      {excursions.length > SHOWN && (
        <Line tone="failed">
          <T id="temperature.excursion.more" values={{ count: excursions.length - SHOWN }} />
        </Line>
      )}
      {excursions.length === 0 && limits.length > 0 && (
        <Line tone="neutral">
          <T id="temperature.inside" />
        </Line>
      )}
      {gaps.slice(0, SHOWN).map(({ from, until, offset }) => (
        <Line key={from} tone="unknown" kind="gap">
          <T
            id="temperature.gap"
            values={{
              duration: <b>{duration(until - from)}</b>,
              from: moment(from, offset),
              until: moment(until, offset),
              zone: zoneName(offset),
            }}
          />
        </Line>
      ))}
      {alarms > 0 && (
        <Line tone="failed">
          <T id="temperature.alarm" values={{ count: alarms }} />
        </Line>
      )}
    </ul>
  );
}

function Line({ tone, kind, children }: { tone: Tone; kind?: string; children: ReactNode }) {
  return (
    <li data-kind={kind} className="flex gap-2">
      <StatusShape tone={tone} className="mt-0.5" />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
