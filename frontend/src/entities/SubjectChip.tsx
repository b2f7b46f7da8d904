import { Boxes, Package, QrCode } from "lucide-react";
import { useText } from "../lib/i18n/text.tsx";
import { readSubject, type SubjectName } from "../lib/subject.ts";
import { Chip } from "./Chip.tsx";

/** A lot, serial, logistic unit or product, by the number that is printed on it. */
export function SubjectChip({ subject, name, copy = false }: { subject: string; name?: string | null; copy?: boolean }) {
  const t = useText();
  const read = readSubject(subject);
  const Icon = read.kind === "unit" ? Boxes : read.kind === "serial" ? QrCode : Package;
  return (
    <Chip value={subject} kind={t("chip.goods")} icon={<Icon aria-hidden />} href={read.path} copy={copy}>
      {name ? `${name}, ` : ""}
      {subjectLabel(t, read)}
    </Chip>
  );
}

/** "Lot ABC1234", "Serial 17", "Pallet 0086…", or the link itself. */
export function subjectLabel(t: ReturnType<typeof useText>, subject: SubjectName): string {
  return subject.kind === "other" ? subject.key : t(`subject.${subject.kind}`, { key: subject.key, value: subject.value });
}

/** The same for texts, as a hook. */
export function useSubjectLabel(): (subject: string) => string {
  const t = useText();
  return (subject) => subjectLabel(t, readSubject(subject));
}
