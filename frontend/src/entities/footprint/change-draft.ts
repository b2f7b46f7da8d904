import type { Mode } from "@waybill/protocol/footprint/factor-table";
import type { TransportChange } from "@waybill/protocol/footprint/what-if";
import { decimalOf } from "../../lib/decimal.ts";

/** Another way for one leg, as somebody types it; "" leaves things as they are. */
export interface ChangeDraft {
  element: string;
  mode: Mode;
  /** `table/row` of a carrier or vehicle; "" for the row that fits best. */
  factor: string;
  load: string;
  empty: string;
  kilometres: string;
}

type Factor = NonNullable<TransportChange["factor"]>;
export type ChangeField = "load" | "empty" | "kilometres";
const BOUNDS = { load: [1, 100], empty: [0, 1_000] } as const;
const MOST_KILOMETRES = 50_000;

/** Nothing changed yet about a transport. */
export function sameAs({ id, mode }: { id: string; mode: Mode }): ChangeDraft {
  return { element: id, mode, factor: "", load: "", empty: "", kilometres: "" };
}

/** The change that a draft asks for, or the fields that make no sense. */
export function changeOf(draft: ChangeDraft): { change: TransportChange; problems: ChangeField[] } {
  const [load, empty] = [wholeOf(draft.load, ...BOUNDS.load), wholeOf(draft.empty, ...BOUNDS.empty)];
  const metres = metresOf(draft.kilometres);
  const [table, row] = draft.factor.split("/");
  const problems = (
    [
      ["load", load],
      ["empty", empty],
      ["kilometres", metres],
    ] as const
  ).flatMap(([field, value]) => (value === null ? [field] : []));
  return {
    problems,
    change: {
      element: draft.element,
      mode: draft.mode,
      ...(table && row && { factor: { table: table as Factor["table"], row } }),
      ...(load && { loadPercent: load }),
      ...(load && empty && { emptyPercent: empty }),
      ...(metres && { distanceMetres: metres }),
    },
  };
}

/** Undefined for nothing, null for what is no whole number within the bounds. */
function wholeOf(text: string, least: number, most: number): number | null | undefined {
  if (text.trim() === "") return undefined;
  const number = Number(decimalOf(text) ?? Number.NaN);
  return Number.isInteger(number) && number >= least && number <= most ? number : null;
}

function metresOf(text: string): string | null | undefined {
  if (text.trim() === "") return undefined;
  const kilometres = Number(decimalOf(text) ?? Number.NaN);
  const metres = Math.round(kilometres * 1_000);
  return metres >= 1 && kilometres <= MOST_KILOMETRES ? String(metres) : null;
}
