import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";

interface QuantityStepProps {
  label: ReactNode;
  hint?: ReactNode;
  least: number;
  most: number;
  /** What stands there at first; nothing where it is to be counted. */
  usual?: number | undefined;
  onQuantity: (quantity: number) => void;
}

/** Waits for a number. A code that is scanned into it is no number of goods, and refused as such. */
export function QuantityStep({ label, hint, least, most, usual, onQuantity }: QuantityStepProps) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(usual === undefined ? "" : String(usual));
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = (field.current?.value ?? text).trim();
    const quantity = /^\d{1,9}$/.test(given) ? Number(given) : -1;
    if (quantity >= least && quantity <= most) return onQuantity(quantity);
    setWrong(true);
    field.current?.select();
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <Field label={<span className="text-xl">{label}</span>} hint={hint} error={isWrong && t("floor.quantity.wrong", { least, most })}>
        <Input
          ref={field}
          value={text}
          onValueChange={setText}
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="next"
          className="min-h-14 text-2xl tabular-nums"
        />
      </Field>
      <Button type="submit" look="primary" size="large" className="w-full">
        <T id="floor.next" />
      </Button>
    </form>
  );
}
