/** Collects the values of one statement; SQL text holds their numbers alone. */
export interface Binder {
  /** `$1`, `$2` …: what stands for the value in the SQL. */
  bind(value: unknown): string;
  values: unknown[];
}

export function createBinder(): Binder {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}
