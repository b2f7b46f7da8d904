import { useState } from "react";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { localTextOf } from "../../../lib/local-time.ts";
import { Button } from "../../../ui/Button.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { placeName } from "../parts/place-name.ts";
import type { TemperatureRecord } from "./record.ts";
import type { Unit } from "./scale.ts";
import { standingOf } from "./troubles.ts";
import { useDegrees } from "./use-degrees.ts";

const TONE: Record<ReturnType<typeof standingOf>, Tone> = { above: "failed", below: "failed", inside: "neutral", "no-limit": "unknown" };
/** Rows before a click: a logger may have written thousands. */
const SHOWN = 12;
const HEADS = ["time_utc", "value", "uom", "least", "most", "floor_celsius", "ceiling_celsius", "standing", "place", "who", "device"];

/** Every measurement: the same as the chart, and as a file with the values as they were written. */
export function TemperatureTable({ record, unit, fileName }: { record: TemperatureRecord; unit: Unit; fileName: string }) {
  const t = useText();
  const degrees = useDegrees(unit);
  const [all, setAll] = useState(false);
  const { measurements } = record;
  const shown = all ? measurements : measurements.slice(0, SHOWN);
  const rows = () =>
    measurements.map((one) => [
      ...[new Date(one.from).toISOString(), one.value, one.uom, one.least, one.most, one.floor, one.ceiling, standingOf(one)],
      ...[placeName(t, one.place), one.author.name ?? one.author.account, one.device],
    ]);
  return (
    <div className="mt-4">
      <Table caption={t("temperature.table")} hideCaption>
        <thead>
          <tr>
            {(["time", "value", "standing", "place", "who"] as const).map((column) => (
              <Th key={column}>
                <T id={`temperature.column.${column}`} />
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((one, index) => (
            <tr key={index}>
              <Td className="min-w-36">
                <WrittenTimeText time={`${localTextOf(new Date(one.from), one.offset)}${one.offset}`} />
              </Td>
              <Td className="font-medium whitespace-nowrap tabular-nums">{degrees(one.celsius)}</Td>
              <Td className="whitespace-nowrap">
                <StatusMark tone={TONE[standingOf(one)]} plain>
                  <T id={`temperature.standing.${standingOf(one)}`} />
                </StatusMark>
              </Td>
              <Td className="min-w-32">{placeName(t, one.place)}</Td>
              <Td className="min-w-32">{one.author.name ?? one.author.account}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv name={`${fileName}-temperature`} heads={HEADS} rows={rows} />
      {shown.length < measurements.length && (
        <Button size="small" className="no-print mt-3" onClick={() => setAll(true)}>
          <T id="temperature.more" values={{ count: measurements.length - shown.length }} />
        </Button>
      )}
    </div>
  );
}
