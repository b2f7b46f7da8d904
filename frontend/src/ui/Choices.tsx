import { useId, type ReactNode } from "react";
import { cn } from "../lib/class-names.ts";

interface ChoicesProps<Value extends string> {
  /** What is chosen. */
  legend: ReactNode;
  options: readonly { value: Value; label: ReactNode }[];
  /** One of them, or as many as there are. */
  kind: "one" | "many";
  chosen: readonly Value[];
  /** In the order of the options. */
  onChange: (chosen: Value[]) => void;
  /** On how many columns they stand where there is room. */
  columns?: 1 | 2 | 3;
  /** What is wrong, below them. */
  children?: ReactNode;
}

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** Some choices that are all to be seen: radio buttons for one of them, check boxes for many. */
export function Choices<Value extends string>({ legend, options, kind, chosen, onChange, columns = 1, children }: ChoicesProps<Value>) {
  const name = useId();
  const choose = (value: Value, isChosen: boolean) => {
    const others = kind === "many" ? chosen : [];
    onChange(options.map((one) => one.value).filter((one) => (one === value ? isChosen : others.includes(one))));
  };
  return (
    <fieldset>
      <legend className="font-medium">{legend}</legend>
      <div className={cn("mt-1 grid gap-x-6 gap-y-1", COLUMNS[columns])}>
        {options.map(({ value, label }) => (
          <label key={value} className="flex min-h-9 items-center gap-2.5">
            <input
              type={kind === "one" ? "radio" : "checkbox"}
              name={name}
              className="size-5 shrink-0 accent-(--accent)"
              checked={chosen.includes(value)}
              onChange={({ currentTarget: { checked } }) => choose(value, checked)}
            />
            {label}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
