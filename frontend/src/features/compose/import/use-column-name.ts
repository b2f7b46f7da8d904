import { useText } from "../../../lib/i18n/text.tsx";
import type { Column } from "./model/columns.ts";

/** The name of a column on screen and in files of errors. */
export function useColumnName(): (column: Column) => string {
  const text = useText();
  return ({ name }) => ("label" in name ? name.label : text(name.message));
}
