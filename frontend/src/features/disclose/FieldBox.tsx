import type { ReactNode } from "react";

interface FieldBoxProps {
  /** Partly: some of what it stands for is shown. */
  state: "shown" | "hidden" | "partly";
  onChange: (isShown: boolean) => void;
  name: string;
  children: ReactNode;
}

/** One thing to show or hide: its name as EPCIS has it, and what it says. */
export function FieldBox({ state, onChange, name, children }: FieldBoxProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5">
      <input
        type="checkbox"
        checked={state === "shown"}
        ref={(box) => {
          if (box !== null) box.indeterminate = state === "partly";
        }}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4.5 shrink-0 accent-(--accent)"
      />
      <span className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <span className="font-mono text-sm break-all">{name}</span>
        <span className="text-sm break-words text-muted">{children}</span>
      </span>
    </label>
  );
}
