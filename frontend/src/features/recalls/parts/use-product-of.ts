import { gtinOf, useNames } from "../../../entities/pickers/use-names.ts";
import { useText } from "../../../lib/i18n/text.tsx";

/** Product of each lot or serial by its name, by its GTIN while that is unknown (two products may have lots of one number); null for units. */
export function useProductOf(subjects: readonly string[]): (subject: string) => string | null {
  const text = useText();
  const names = useNames([...new Set(subjects.flatMap((subject) => gtinOf(subject) ?? []))], []);
  return (subject) => {
    const gtin = gtinOf(subject);
    return gtin === null ? null : (names.get(gtin) ?? text("recalls.gtin", { key: gtin }));
  };
}
