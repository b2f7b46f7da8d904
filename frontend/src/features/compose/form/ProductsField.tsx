import { X } from "lucide-react";
import type { ReactNode } from "react";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { productLineOf, type ProductLine } from "../model/draft.ts";
import type { DraftProblem } from "../model/problems.ts";
import { isLot } from "@waybill/protocol/identifiers/is-lot";
import { UNITS_OF_MEASURE } from "../../../lib/units-of-measure.ts";

interface ProductsFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  lines: readonly ProductLine[];
  onChange: (lines: ProductLine[]) => void;
  problems: readonly DraftProblem[];
}

/** A list of products with the amount of each lot. */
export function ProductsField({ label, hint, lines, onChange, problems }: ProductsFieldProps) {
  const text = useText();
  const general = problems.find(({ index }) => index === undefined);
  const change = (index: number, part: Partial<ProductLine>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <div className="space-y-3">
      {lines.length > 0 && (
        <ul className="space-y-2">
          {lines.map((line, index) => (
            <Line
              key={`${index} ${line.subject}`}
              line={line}
              problem={problems.find((problem) => problem.index === index)?.message ?? null}
              onChange={(part) => change(index, part)}
              onRemove={() => onChange(lines.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      <SubjectPicker
        label={label}
        hint={hint}
        error={general === undefined ? null : text(general.message)}
        onPick={(subject, name) => onChange([...lines, productLineOf(subject, name)])}
      />
    </div>
  );
}

interface LineProps {
  line: ProductLine;
  problem: MessageId | null;
  onChange: (part: Partial<ProductLine>) => void;
  onRemove: () => void;
}

function Line({ line, problem, onChange, onRemove }: LineProps) {
  const text = useText();
  return (
    <li className="rounded-xl border border-line bg-surface px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1 basis-48">
          <NamedSubjectChip subject={line.subject} name={line.name} />
        </span>
        {isLot(line.subject) && (
          <span className="flex items-center gap-2">
            <span className="w-28">
              <Input
                aria-label={text("compose.quantity")}
                aria-invalid={problem === null ? undefined : true}
                inputMode="decimal"
                placeholder={text("compose.quantity")}
                value={line.quantity}
                onChange={(event) => onChange({ quantity: event.currentTarget.value })}
              />
            </span>
            <span className="w-32">
              <Select
                aria-label={text("compose.uom")}
                value={line.uom}
                onValueChange={(uom) => onChange({ uom })}
                options={UNITS_OF_MEASURE.map((uom) => ({ value: uom, label: text(`uom.${uom === "" ? "pieces" : uom}`) }))}
              />
            </span>
          </span>
        )}
        <Button look="quiet" size="icon" aria-label={text("compose.remove")} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      {problem !== null && (
        <p className="mt-1 text-sm text-fail" role="alert">
          <T id={problem} />
        </p>
      )}
    </li>
  );
}
