import { useProductName } from "../../../entities/pickers/use-names.ts";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { readSubject } from "../../../lib/subject.ts";

/** "Iceberg lettuce, lot ABC1234"; with the product's number while its name is not known: lots of different products often have the same one. */
export function GoodsName({ subject }: { subject: string }) {
  const label = useSubjectLabel();
  const name = useProductName(subject);
  const { kind, key } = readSubject(subject);
  const product = kind === "lot" || kind === "serial" ? `${name ?? key}, ` : "";
  return (
    <span title={subject}>
      {product}
      {label(subject)}
    </span>
  );
}
