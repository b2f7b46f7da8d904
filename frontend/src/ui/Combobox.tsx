import { Combobox as Base } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/class-names.ts";
import { control } from "./Field.tsx";

interface ComboboxProps<Item> {
  items: readonly Item[];
  value: Item | null;
  onValueChange: (item: Item | null) => void;
  /** What is typed; give it with `onInputValueChange` to search on a server (then `items` are not filtered again). */
  inputValue?: string;
  onInputValueChange?: (text: string) => void;
  /** Text of an item: what stands in the field once it is chosen. */
  textOf: (item: Item) => string;
  /** Stable key of an item. */
  keyOf: (item: Item) => string;
  /** How an item is drawn in the list. */
  renderItem?: (item: Item) => ReactNode;
  placeholder?: string;
  /** Said when nothing matches. */
  empty: ReactNode;
  /** Said above the list, for example that a search runs. */
  status?: ReactNode;
  "aria-label"?: string;
  disabled?: boolean;
  className?: string;
}

/** Search as you type, choose one. Inside a `Field` the label belongs to it. */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  const {
    items,
    value,
    onValueChange,
    inputValue,
    onInputValueChange,
    textOf,
    keyOf,
    renderItem,
    placeholder,
    empty,
    status,
    disabled,
    className,
  } = props;
  return (
    <Base.Root<Item>
      items={items as Item[]}
      value={value}
      onValueChange={(item) => onValueChange(item as Item | null)}
      inputValue={inputValue}
      onInputValueChange={(text) => onInputValueChange?.(text)}
      filter={onInputValueChange === undefined ? undefined : null}
      itemToStringLabel={textOf}
      isItemEqualToValue={(a, b) => keyOf(a) === keyOf(b)}
      disabled={disabled}
    >
      <Base.Input className={cn(control, className)} placeholder={placeholder} aria-label={props["aria-label"]} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-60">
          <Base.Popup className="max-h-(--available-height) w-(--anchor-width) min-w-64 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-xl">
            <Base.Status className="px-3 text-sm text-muted not-empty:py-2">{status}</Base.Status>
            <Base.Empty className="px-3 text-muted not-empty:py-2">{empty}</Base.Empty>
            <Base.List>
              {(item: Item) => (
                <Base.Item
                  key={keyOf(item)}
                  value={item}
                  className="flex min-h-10 cursor-pointer items-center gap-2 rounded-md py-1.5 pr-3 pl-2 outline-none data-highlighted:bg-sunken"
                >
                  <span className="flex size-5 shrink-0 items-center">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="size-4 text-accent" />
                    </Base.ItemIndicator>
                  </span>
                  <span className="min-w-0">{renderItem === undefined ? textOf(item) : renderItem(item)}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
