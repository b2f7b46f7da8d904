import { useProductName } from "./pickers/use-product-name.ts";
import { SubjectChip } from "./SubjectChip.tsx";

/** A lot or serial with its product's name, where only its code is at hand. */
export function NamedSubjectChip({ subject }: { subject: string }) {
  return <SubjectChip subject={subject} name={useProductName(subject)} />;
}
