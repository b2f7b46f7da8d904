import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { CSV_HEADS, csvRow, type Input } from "../model/breakdown.ts";
import { BreakdownChart } from "./BreakdownChart.tsx";
import { BreakdownTable } from "./BreakdownTable.tsx";

interface BreakdownProps {
  inputs: readonly Input[];
  tables: readonly FactorTableView[];
}

/** Where the grams come from: a chart by input and leg, and the same as a table with the source of each number. */
export function Breakdown({ inputs, tables }: BreakdownProps) {
  return (
    <Section id="breakdown" title={<T id="footprint.breakdown" />} intro={<T id="footprint.breakdown.intro" />}>
      <BreakdownChart inputs={inputs} />
      <div className="mt-6">
        <BreakdownTable inputs={inputs} tables={tables} />
      </div>
      <SaveCsv name="footprint" heads={CSV_HEADS} rows={() => inputs.flatMap(({ elements }) => elements.map(csvRow))} />
    </Section>
  );
}
