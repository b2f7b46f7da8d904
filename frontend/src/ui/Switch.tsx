import type { ReactNode } from "react";

interface SwitchProps {
  /** What is on or off. */
  label: ReactNode;
  /** The same in words beside the switch: colour and place alone would not say it to everybody. */
  state: ReactNode;
  isOn: boolean;
  /** Id of what explains it. */
  describedBy?: string;
  onChange: (isOn: boolean) => void;
}

const track =
  "relative h-6 w-11 shrink-0 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent";
const thumb =
  "before:absolute before:top-0.5 before:left-0.5 before:size-4.5 before:rounded-full before:bg-muted before:transition-transform checked:before:translate-x-5 checked:before:bg-surface";

/** Something that is on or off at once, without a button to send it. */
export function Switch({ label, state, isOn, describedBy, onChange }: SwitchProps) {
  return (
    <label className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1">
      <input
        type="checkbox"
        role="switch"
        className={`${track} ${thumb}`}
        checked={isOn}
        aria-describedby={describedBy}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span className="font-medium">{label}</span>
      <span className="text-sm text-muted">{state}</span>
    </label>
  );
}
