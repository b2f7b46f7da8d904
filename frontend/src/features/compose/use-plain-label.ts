import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { useText } from "../../lib/i18n/text.tsx";
import type { Draft } from "./model/draft.ts";

/** A complete draft in one line, for lists: "Shipped: Iceberg lettuce, lot 7 and 2 more, Packing house". */
export function usePlainLabel(): (draft: Draft) => string {
  const text = useText();
  const label = useSubjectLabel();
  return ({ happening, products, unit, place }) => {
    if (happening === null) return "";
    const [first, ...more] =
      unit === "" ? products.map(({ subject, name }) => (name === null ? "" : `${name}, `) + label(subject)) : [label(unit)];
    return text("compose.label", {
      what: text(`compose.happening.${happening}`),
      goods: first ?? "",
      more: more.length,
      place: place?.name ?? place?.gln ?? "",
    });
  };
}
