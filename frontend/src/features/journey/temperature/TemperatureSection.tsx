import { useMemo, useState } from "react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import type { StoryEvent } from "../model/story.ts";
import { temperatureRecordOf } from "./record.ts";
import type { Unit } from "./scale.ts";
import { TemperatureChart } from "./TemperatureChart.tsx";
import { TemperatureTable } from "./TemperatureTable.tsx";
import { TemperatureWords } from "./TemperatureWords.tsx";

/** The temperatures that were measured on the way: in words, as a drawing, and as a table. Nothing where nobody measured. */
export function TemperatureSection({ events, fileName }: { events: readonly StoryEvent[]; fileName: string }) {
  const t = useText();
  const record = useMemo(() => temperatureRecordOf(events), [events]);
  const [unit, setUnit] = useState<Unit>(() => (record?.measurements[0]?.uom === "FAH" ? "FAH" : "CEL"));
  if (record === null) return null;
  return (
    <Section
      id="temperature"
      title={<T id="temperature.title" />}
      intro={<T id="temperature.intro" values={{ count: record.measurements.length }} />}
      actions={
        <fieldset className="no-print flex gap-x-4">
          <legend className="sr-only">{t("temperature.unit")}</legend>
          {(["CEL", "FAH"] as const).map((choice) => (
            <label key={choice} className="inline-flex min-h-8 items-center gap-1.5">
              <input
                type="radio"
                name="temperature-unit"
                checked={unit === choice}
                onChange={() => setUnit(choice)}
                className="size-4.5 accent-(--accent)"
              />
              <T id={`uom.${choice}`} />
            </label>
          ))}
        </fieldset>
      }
    >
      <TemperatureWords record={record} unit={unit} />
      <TemperatureChart record={record} unit={unit} />
      <TemperatureTable record={record} unit={unit} fileName={fileName} />
    </Section>
  );
}
