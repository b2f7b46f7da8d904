import { useState } from "react";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { readSubject } from "../../../lib/subject.ts";
import { Button } from "../../../ui/Button.tsx";

const SHOWN = 6;

/** Lots, serials and units: the first few, and the others when asked for. */
export function Goods({ subjects }: { subjects: readonly string[] }) {
  const [all, setAll] = useState(false);
  const t = useText();
  const shown = all ? subjects : subjects.slice(0, SHOWN);
  // Two products may have lots of one number.
  const productOf = (subject: string) => {
    const { kind, key } = readSubject(subject);
    return kind === "lot" || kind === "serial" ? t("recalls.gtin", { key }) : null;
  };
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
