import { Plus, X } from "lucide-react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import type { ReferenceLine } from "../model/draft.ts";
import type { DraftProblem } from "../model/problems.ts";
import { REFERENCE_TYPES } from "../../../lib/units-of-measure.ts";

interface ReferencesFieldProps {
  lines: readonly ReferenceLine[];
  onChange: (lines: ReferenceLine[]) => void;
  problems: readonly DraftProblem[];
}

/** Why it happened: the orders and papers that the event belongs to. */
export function ReferencesField({ lines, onChange, problems }: ReferencesFieldProps) {
  const text = useText();
  const change = (index: number, part: Partial<ReferenceLine>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <div className="space-y-3">
      {lines.map((line, index) => {
        const problem = problems.find((candidate) => candidate.index === index);
        return (
          <div key={index} className="grid grid-cols-[1fr_auto] items-start gap-2 sm:grid-cols-[13rem_1fr_auto]">
            <Select
              aria-label={text("compose.reference.type")}
              value={line.type}
              onValueChange={(type) => change(index, { type })}
              options={REFERENCE_TYPES.map((type) => ({ value: type, label: text(`compose.reference.${type}`) }))}
              className="max-sm:col-span-2"
            />
            <div>
              <Input
                aria-label={text("compose.reference.number")}
                aria-invalid={problem === undefined ? undefined : true}
                placeholder={text("compose.reference.number")}
                value={line.value}
                onChange={(event) => change(index, { value: event.currentTarget.value })}
                autoComplete="off"
                maxLength={200}
              />
              {problem !== undefined && (
                <p role="alert" className="mt-1 text-sm text-fail">
                  <T id={problem.message} />
                </p>
              )}
            </div>
            <Button
              look="quiet"
              size="icon"
              className="mt-1"
              aria-label={text("compose.remove")}
              onClick={() => onChange(lines.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </Button>
          </div>
        );
      })}
      <Button size="small" onClick={() => onChange([...lines, { type: "po", value: "" }])}>
        <Plus aria-hidden />
        <T id="compose.reference.add" />
      </Button>
    </div>
  );
}
