import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { StatusShape } from "../../ui/StatusMark.tsx";

/** Steps that are behind, each with what was given, and a way back to it. */
export function Known({ steps }: { steps: readonly { name: string; label: ReactNode; value: ReactNode; onChange?: () => void }[] }) {
  if (steps.length === 0) return null;
  return (
    <ul className="mb-5 divide-y divide-line border-y border-line">
      {steps.map(({ name, label, value, onChange }) => (
        <li key={name} className="flex items-center gap-3 py-2">
          <StatusShape tone="passed" />
          <div className="min-w-0 flex-1">
            <p className="text-sm text-muted">{label}</p>
            <div className="font-medium">{value}</div>
          </div>
          {onChange !== undefined && (
            <Button look="quiet" onClick={onChange}>
              <T id="floor.change" values={{ what: <span className="sr-only">{label}</span> }} />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
