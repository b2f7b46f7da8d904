import { Boxes } from "lucide-react";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";

/** Units in the account's hands, to choose from. */
export function HeldUnits({ units, onPick }: { units: readonly string[]; onPick: (unit: string) => void }) {
  const label = useSubjectLabel();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-muted">
        <T id="handover.held" />
      </span>
      {units.slice(0, 8).map((unit) => (
        <Button key={unit} size="small" onClick={() => onPick(unit)}>
          <Boxes aria-hidden />
          {label(unit)}
        </Button>
      ))}
    </div>
  );
}
