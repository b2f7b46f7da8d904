import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Portfolio } from "@waybill/protocol/schemas/api/credits";
import { shortBatch } from "../../../entities/credits/batch-id.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";

export type Line = Portfolio["batches"][number];

interface BatchFieldProps {
  lines: readonly Line[];
  value: string;
  onChange: (batch: string) => void;
  /** How many grams of a line can be had for this. */
  mostOf: (line: Line) => bigint;
}

/** Of which batch, with what of it there is. */
export function BatchField({ lines, value, onChange, mostOf }: BatchFieldProps) {
  const text = useText();
  return (
    <Field label={<T id="grams.batch" />}>
      <Select
        value={value}
        onValueChange={onChange}
        options={lines.map((line) => ({
          value: line.batch,
          label: text("grams.batch.option", { year: String(line.vintage), grams: formatGrams(mostOf(line)) }),
          hint: shortBatch(line.batch),
        }))}
      />
    </Field>
  );
}
