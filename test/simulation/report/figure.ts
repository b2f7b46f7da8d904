/** One measured number and what it is measured against. */
export interface Figure {
  figure: string;
  value: string;
  goal: string;
  ok: boolean;
  /** Every measurement behind it, by what was measured. */
  details?: Readonly<Record<string, number>>;
}
