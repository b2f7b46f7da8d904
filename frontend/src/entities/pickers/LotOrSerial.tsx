import { useState, type KeyboardEvent } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import { useNames } from "./use-names.ts";

interface LotOrSerialProps {
  product: { gtin: string; name: string | null };
  /** False when the value cannot be a lot or serial. */
  onPick: (qualifier: { ai: "10" | "21"; value: string }) => boolean;
  onCancel: () => void;
}

/** A product alone says nothing about where goods have been: this asks which lot, or which single piece. */
export function LotOrSerial({ product, onPick, onCancel }: LotOrSerialProps) {
  const text = useText();
  const [ai, setAi] = useState<"10" | "21">("10");
  const [value, setValue] = useState("");
  const [wrong, setWrong] = useState(false);
  const name = useNames(product.name === null ? [product.gtin] : [], []).get(product.gtin) ?? product.name;
  const add = () => setWrong(!onPick({ ai, value }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset className="rounded-xl border border-line bg-sunken/50 p-4">
      <legend className="flex flex-wrap items-baseline gap-x-3 px-1 font-medium">
        {name}
        <span className="font-mono text-sm font-normal text-muted">{product.gtin}</span>
      </legend>
      <div className="grid gap-3 sm:grid-cols-[10rem_1fr]">
        <Field label={<T id="picker.which" />}>
          <Select
            value={ai}
            onValueChange={setAi}
            options={[
              { value: "10", label: text("picker.lot") },
              { value: "21", label: text("picker.serial") },
            ]}
          />
        </Field>
        <Field
          label={<T id={ai === "10" ? "picker.lot.number" : "picker.serial.number"} />}
          error={wrong ? <T id="picker.number.wrong" /> : null}
        >
          <Input
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            autoFocus
            autoComplete="off"
            maxLength={20}
          />
        </Field>
      </div>
      <div className="mt-3 flex gap-2">
        <Button look="primary" onClick={add} disabled={value.trim() === ""}>
          <T id="picker.add" />
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <T id="picker.back" />
        </Button>
      </div>
    </fieldset>
  );
}
