import { formatGrams, type MassUnit } from "@waybill/protocol/measures/grams";
import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select, type Option } from "../../../ui/Select.tsx";
import { amountOf, type Amount } from "../model/amount.ts";

const UNITS: Option<MassUnit>[] = [
  { value: "g", label: "g" },
  { value: "kg", label: "kg" },
  { value: "t", label: "t" },
];

interface AmountFieldProps {
  label: MessageId;
  amount: Amount;
  /** Grams of which no more can be had. */
  most: bigint;
  problem: MessageId | undefined;
  onChange: (amount: Amount) => void;
}

/** Grams, in the unit that suits. */
export function AmountField({ label, amount, most, problem, onChange }: AmountFieldProps) {
  const text = useText();
  return (
    <div className="space-y-2">
      <div className="grid grid-cols-[1fr_6rem] items-start gap-3">
        <Field label={<T id={label} />} error={problem && <T id={problem} values={{ most: formatGrams(most) }} />}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={amount.text}
            onValueChange={(typed) => onChange({ ...amount, text: typed })}
          />
        </Field>
        <Field label={<T id="grams.unit" />}>
          <Select options={UNITS} value={amount.unit} onValueChange={(unit) => onChange({ ...amount, unit })} />
        </Field>
      </div>
      <Button
        size="small"
        look="quiet"
        onClick={() => onChange(amountOf(most))}
        aria-label={text("grams.all", { grams: formatGrams(most) })}
      >
        <T id="grams.all" values={{ grams: formatGrams(most) }} />
      </Button>
    </div>
  );
}
