import { RefreshCw, X } from "lucide-react";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { newSscc } from "../../../lib/identifier-entry.ts";
import { randomBelow } from "../../../lib/random.ts";
import { Button } from "../../../ui/Button.tsx";

interface UnitFieldProps {
  value: string;
  onChange: (subject: string) => void;
  problem: MessageId | null;
  /** GLN of the organisation: new numbers are made under its prefix. */
  gln: string | null;
}

/** The pallet or case that holds the products: an SSCC that exists, or a new one. */
export function UnitField({ value, onChange, problem, gln }: UnitFieldProps) {
  const text = useText();
  if (value !== "") {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <SubjectChip subject={value} copy />
        <Button look="quiet" size="icon" aria-label={text("compose.remove")} onClick={() => onChange("")}>
          <X aria-hidden />
        </Button>
        {problem !== null && (
          <p className="text-sm text-fail" role="alert">
            <T id={problem} />
          </p>
        )}
      </div>
    );
  }
  return (
    <div className="space-y-2">
      <SubjectPicker
        unitsOnly
        label={<T id="compose.unit" />}
        hint={<T id="compose.unit.hint" />}
        error={problem === null ? null : text(problem)}
        onPick={onChange}
      />
      {gln !== null && (
        <Button size="small" onClick={() => onChange(`https://id.gs1.org/00/${newSscc(gln, randomBelow(10_000))}`)}>
          <RefreshCw aria-hidden />
          <T id="compose.unit.new" />
        </Button>
      )}
    </div>
  );
}
