import type { TraceLink } from "./graph.ts";

export const COLUMNS = ["from", "to", "kind", "since", "until", "proof"] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  column: Column;
  isDown: boolean;
}

/** Links in the order of a column; equal ones by their ends, so that the order is always the same. Unknown times come first. */
export function sortedLinks(links: readonly TraceLink[], { column, isDown }: Order): TraceLink[] {
  const sign = isDown ? -1 : 1;
  return [...links].sort((a, b) => {
    const [x, y] = [cellOf(a, column), cellOf(b, column)];
    if (x !== y) return x < y ? -sign : sign;
    return a.key < b.key ? -1 : 1;
  });
}

/** A link as a row of the file: as the table, with whole identifiers, the names of the products, and the statements behind it. */
export function csvRow(
  { from, to, kind, since, until, proofs, statements }: TraceLink,
  nameOf: (subject: string) => string | undefined,
): (string | null)[] {
  const commitments = statements.map(({ commitment }) => commitment).join(" ");
  return [from, to, kind, since, until, proofs.join(" "), commitments, nameOf(from) ?? null, nameOf(to) ?? null];
}

function cellOf(link: TraceLink, column: Column): string {
  return column === "proof" ? link.proofs.join(" ") : (link[column] ?? "");
}
