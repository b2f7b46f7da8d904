/** Rows as a source for SQL: one JSON list for each column. */
export interface ColumnLists {
  /** What stands behind FROM: rows `r` of the columns by their names. */
  from: string;
  /** The lists, for the parameters `$1`, `$2` … in the order of the columns. */
  values: string[];
}

/** SQL type of each column, by the member of the rows that holds it. */
export type ColumnTypes<Row> = Readonly<Partial<Record<keyof Row & string, string>>>;

/**
 * Thousands of rows for one statement. JSON lists cost the service half of what arrays do, and the database half of what JSON objects do.
 *
 * @param rows null and absent members are NULL
 * @example
 * const { from, values } = columnLists({ sequence: "bigint", name: "text" }, facts);
 * await ctx.tx.query(`INSERT INTO event_facts (sequence, name) SELECT sequence, name FROM ${from}`, values);
 */
export function columnLists<Row extends object>(types: ColumnTypes<Row>, rows: readonly Row[]): ColumnLists {
  return { from: listSource(types), values: listValues(types, rows) };
}

/** What stands behind FROM where the lists are made elsewhere. */
export function listSource<Row>(types: ColumnTypes<Row>): string {
  const columns = Object.entries(types) as [string, string][];
  const lists = columns.map((_, index) => `json_array_elements_text($${index + 1}::json)`);
  const read = columns.map(([name, type], index) => `c${index}::${type} AS "${name}"`);
  return `(SELECT ${read.join(", ")} FROM ROWS FROM (${lists.join(", ")}) AS l (${columns.map((_, index) => `c${index}`).join(", ")})) AS r`;
}

/** The lists of such a source. */
export function listValues<Row extends object>(types: ColumnTypes<Row>, rows: readonly Row[]): string[] {
  return (Object.keys(types) as (keyof Row & string)[]).map((name) => JSON.stringify(rows.map((row) => row[name] ?? null)));
}
