import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import {
  Boxes,
  ClipboardCheck,
  CookingPot,
  Flame,
  PackageCheck,
  PackageOpen,
  Route,
  ShoppingBasket,
  Sprout,
  Thermometer,
  TriangleAlert,
  Truck,
  Warehouse,
  type LucideIcon,
} from "lucide-react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { HAPPENING_IDS, type HappeningId } from "../model/happenings.ts";

const ICONS: Record<HappeningId, LucideIcon> = {
  made: Sprout,
  transformed: CookingPot,
  packed: Boxes,
  shipped: Truck,
  carried: Route,
  received: PackageCheck,
  stored: Warehouse,
  inspected: ClipboardCheck,
  measured: Thermometer,
  unpacked: PackageOpen,
  sold: ShoppingBasket,
  held: TriangleAlert,
  destroyed: Flame,
};

/** What happened, in the supplier's words. */
export function HappeningPicker({ value, onPick }: { value: HappeningId | null; onPick: (id: HappeningId) => void }) {
  const text = useText();
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => onPick(next as HappeningId)}
      aria-label={text("compose.what")}
      className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3"
    >
      {HAPPENING_IDS.map((id) => {
        const Icon = ICONS[id];
        return (
          <label
            key={id}
            className="flex min-h-14 cursor-pointer items-center gap-3 rounded-xl border border-line-strong bg-surface px-3.5 py-2.5 hover:bg-sunken has-data-checked:border-accent has-data-checked:bg-accent-soft has-data-checked:ring-1 has-data-checked:ring-accent"
          >
            <Radio.Root
              value={id}
              className="flex size-5 shrink-0 items-center justify-center rounded-full border-2 border-line-strong bg-surface data-checked:border-accent"
            >
              <Radio.Indicator className="size-2.5 rounded-full bg-accent" />
            </Radio.Root>
            <span className="min-w-0 flex-1">
              <span className="block leading-snug font-medium">
                <T id={`compose.happening.${id}`} />
              </span>
              <span className="block text-sm leading-snug text-muted">
                <T id={`compose.happening.${id}.hint`} />
              </span>
            </span>
            <Icon aria-hidden className="size-5 shrink-0 text-muted" />
          </label>
        );
      })}
    </RadioGroup>
  );
}
