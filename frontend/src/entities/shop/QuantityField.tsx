import { MAX_QUANTITY } from "@waybill/protocol/schemas/api/orders";
import { Minus, Plus } from "lucide-react";
import { useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { control } from "../../ui/Field.tsx";
import { cn } from "../../lib/class-names.ts";

interface QuantityFieldProps {
  /** What there are so many of: names the field. */
  title: string;
  quantity: number;
  onChange: (quantity: number) => void;
}

/** How many: typed, or one more and one less. */
export function QuantityField({ title, quantity, onChange }: QuantityFieldProps) {
  const t = useText();
  const take = (typed: string) => {
    const next = Number(typed);
    if (Number.isInteger(next) && next >= 1 && next !== quantity) onChange(Math.min(next, MAX_QUANTITY));
  };
  return (
    <div className="inline-flex items-center gap-1">
      <Button
        look="quiet"
        size="icon"
        aria-label={t("shop.less", { title })}
        disabled={quantity <= 1}
        onClick={() => onChange(quantity - 1)}
      >
        <Minus aria-hidden />
      </Button>
      <input
        // What was typed gives way to what is kept.
        key={quantity}
        type="number"
        min={1}
        max={MAX_QUANTITY}
        aria-label={t("shop.quantity.of", { title })}
        defaultValue={quantity}
        onBlur={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") take(event.currentTarget.value);
        }}
        className={cn(control, "w-20 text-center tabular-nums")}
      />
      <Button
        look="quiet"
        size="icon"
        aria-label={t("shop.more", { title })}
        disabled={quantity >= MAX_QUANTITY}
        onClick={() => onChange(quantity + 1)}
      >
        <Plus aria-hidden />
      </Button>
    </div>
  );
}
