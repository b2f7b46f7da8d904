import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import { X } from "lucide-react";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { UNITS_OF_MEASURE } from "../../../lib/units-of-measure.ts";
import { Button } from "../../../ui/Button.tsx";
import { Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { contentLineOf, type ContentLine } from "../model/handover-draft.ts";

interface ContentsFieldProps {
  lines: readonly ContentLine[];
  onChange: (lines: readonly ContentLine[]) => void;
  /** What is known to be inside, offered for taking over. */
  known: readonly ContentItem[];
}

/** What is inside the unit, as both parties will sign it. */
export function ContentsField({ lines, onChange, known }: ContentsFieldProps) {
  const text = useText();
  const change = (index: number, part: Partial<ContentLine>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  const missing = known.filter(({ subject }) => !lines.some((line) => line.subject === subject));
  const add = (line: ContentLine) => lines.some(({ subject }) => subject === line.subject) || onChange([...lines, line]);
  return (
    <div className="space-y-3">
      {lines.length > 0 && (
        <ul className="space-y-2">
          {lines.map((line, index) => (
            <li key={line.subject} className="flex flex-wrap items-center gap-2 rounded-xl border border-line bg-surface px-3 py-2">
              <span className="min-w-0 flex-1 basis-48">
                {line.name === null ? <NamedSubjectChip subject={line.subject} /> : <SubjectChip subject={line.subject} name={line.name} />}
              </span>
              <span className="w-28">
                <Input
                  aria-label={text("compose.quantity")}
                  inputMode="decimal"
                  placeholder={text("compose.quantity")}
                  value={line.quantity}
                  onChange={(event) => change(index, { quantity: event.currentTarget.value })}
                />
              </span>
              <span className="w-32">
                <Select
                  aria-label={text("compose.uom")}
                  value={line.uom}
                  onValueChange={(uom) => change(index, { uom })}
                  options={UNITS_OF_MEASURE.map((uom) => ({ value: uom, label: text(`uom.${uom === "" ? "pieces" : uom}`) }))}
                />
              </span>
              <Button
                look="quiet"
                size="icon"
                aria-label={text("compose.remove")}
                onClick={() => onChange(lines.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <Button size="small" onClick={() => onChange([...lines, ...missing.map(contentLineOf)])}>
          <T id="handover.contents.reported" values={{ count: String(missing.length) }} />
        </Button>
      )}
      <SubjectPicker
        label={<T id="handover.contents.add" />}
        hint={<T id="handover.contents.hint" />}
        onPick={(subject, name) => add({ subject, name, quantity: "", uom: "" })}
      />
    </div>
  );
}
