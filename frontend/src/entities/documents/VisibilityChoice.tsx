import { Globe, Lock } from "lucide-react";
import { useId } from "react";
import { cn } from "../../lib/class-names.ts";
import { T } from "../../lib/i18n/text.tsx";

export type Visibility = "public" | "private";

const CHOICES = [
  { value: "private", icon: Lock },
  { value: "public", icon: Globe },
] as const;

/** Who may read a file, in plain words, before it leaves the device: public cannot be taken back. */
export function VisibilityChoice({ value, onChange }: { value: Visibility; onChange: (value: Visibility) => void }) {
  const name = useId();
  return (
    <fieldset>
      <legend className="font-medium">
        <T id="attach.who" />
      </legend>
      <div className="mt-2 grid gap-2 sm:grid-cols-2">
        {CHOICES.map(({ value: choice, icon: Icon }) => (
          <label
            key={choice}
            className={cn(
              "flex cursor-pointer gap-3 rounded-lg border bg-surface p-3 focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus",
              value === choice ? "border-accent ring-1 ring-accent" : "border-line-strong",
            )}
          >
            <input
              type="radio"
              name={name}
              checked={value === choice}
              onChange={() => onChange(choice)}
              className="mt-1 size-4 shrink-0 accent-[var(--accent)]"
            />
            <span>
              <span className="flex items-center gap-1.5 font-medium">
                <Icon aria-hidden className="size-4" />
                <T id={`attach.${choice}`} />
              </span>
              <span className="mt-0.5 block text-sm text-muted">
                <T id={`attach.${choice}.text`} />
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
