import { factorTable, type FactorTable } from "./factor-table.ts";

/** What is wrong where, as a JSON Pointer into the table. */
export interface TableProblem {
  pointer: string;
  message: string;
}

/** A factor table from JSON that anybody wrote: the table, or everything that is wrong with it. */
export function readFactorTable(
  json: unknown,
): { table: FactorTable; problems?: undefined } | { table?: undefined; problems: TableProblem[] } {
  const read = factorTable.safeParse(json);
  if (read.success) return { table: read.data };
  return {
    problems: read.error.issues.map(({ path, message }) => ({ pointer: `/${path.map(String).join("/")}`, message })),
  };
}
