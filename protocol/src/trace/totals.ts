import { sumOf } from "../findings/amount.ts";
import type { EventSubject } from "../identifiers/subjects-of.ts";
import { measureOf } from "../measures/units.ts";

/** Amounts that convert into each other, added up. */
export interface Total {
  /** Code of the unit that all of the kind are compared in; "" counts pieces. */
  base: string;
  inBase: string;
  /** In the unit that all were written in, or else in the base unit. */
  value: string;
  uom: string | undefined;
}

/** Exact sums by kind of unit; what has no amount is left out. */
export function totalsOf(items: readonly Pick<EventSubject, "quantity" | "uom">[]): Total[] {
  const measured = items.flatMap(({ quantity, uom }) => {
    const measure = quantity === undefined ? undefined : measureOf(quantity, uom ?? "");
    return measure === undefined || quantity === undefined ? [] : [{ quantity, uom, ...measure }];
  });
  return [...Map.groupBy(measured, ({ unit }) => unit)].map(([base, group]) => {
    const inBase = sumOf(group.map(({ number }) => number));
    const written = new Set(group.map(({ uom }) => uom));
    if (written.size > 1) return { base, inBase, value: inBase, uom: base };
    return { base, inBase, value: sumOf(group.map(({ quantity }) => quantity)), uom: group[0]?.uom };
  });
}

/** Two totals of one kind as they can be shown beside each other: in the unit of both, or else in the base unit. */
export function sideBySide(a: Total, b: Total): [value: string, uom: string | undefined][] {
  return [a, b].map((total) => (a.uom === b.uom ? [total.value, total.uom] : [total.inBase, total.base === "" ? undefined : total.base]));
}
