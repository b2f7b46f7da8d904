import { CSPProvider } from "@base-ui/react/csp-provider";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/class-names.ts";
import { control } from "./Field.tsx";

export interface Option<Value extends string = string> {
  value: Value;
  label: ReactNode;
  /** A second line that explains. */
  hint?: ReactNode;
}

interface SelectProps<Value extends string> {
  options: readonly Option<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  /** Only outside of a `Field`, whose label names it otherwise. */
  "aria-label"?: string;
  disabled?: boolean;
  className?: string;
}

/** Choice of one among a few. Inside a `Field` the label belongs to it. */
export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder,
  className,
  disabled,
  ...rest
}: SelectProps<Value>) {
  return (
    <Base.Root
      items={options.map(({ value, label }) => ({ value, label }))}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next as Value)}
      disabled={disabled}
    >
      <Base.Trigger className={cn(control, "flex items-center justify-between gap-2 text-left", className)} aria-label={rest["aria-label"]}>
        <Base.Value>
          {(chosen: Value | null) =>
            options.find((option) => option.value === chosen)?.label ?? <span className="text-muted">{placeholder}</span>
          }
        </Base.Value>
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-4 text-muted" />
        </Base.Icon>
      </Base.Trigger>
      {/* Its style element is for lists that lie over their button, and our policy takes none. */}
      <CSPProvider disableStyleElements>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60">
            <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-xl outline-none">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="flex min-h-10 cursor-pointer items-center gap-2 rounded-md py-1.5 pr-3 pl-2 outline-none data-highlighted:bg-sunken"
                >
                  <span className="flex size-5 shrink-0 items-center">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="size-4 text-accent" />
                    </Base.ItemIndicator>
                  </span>
                  <span>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint !== undefined && <span className="block text-sm text-muted">{option.hint}</span>}
                  </span>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </CSPProvider>
    </Base.Root>
  );
}
