import { useState } from "react";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { useProductOf } from "./use-product-of.ts";

const SHOWN = 6;

/** Lots, serials and units: the first few, and the others when asked for. */
export function Goods({ subjects }: { subjects: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? subjects : subjects.slice(0, SHOWN);
  const productOf = useProductOf(shown);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {shown.map((subject) => (
        <SubjectChip key={subject} subject={subject} name={productOf(subject)} />
      ))}
      {shown.length < subjects.length && (
        <Button look="quiet" size="small" onClick={() => setAll(true)}>
          <T id="recalls.more" values={{ count: subjects.length - shown.length }} />
        </Button>
      )}
    </div>
  );
}
