import { useProductName } from "./pickers/use-names.ts";
import { SubjectChip } from "./SubjectChip.tsx";

/** A lot or serial with its product's name, where perhaps only its code is at hand. */
export function NamedSubjectChip({ subject, name = null }: { subject: string; name?: string | null }) {
  const known = useProductName(subject);
  return <SubjectChip subject={subject} name={name ?? known} />;
}
