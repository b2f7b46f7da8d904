/** One measured number and what it is measured against. */
export interface Figure {
  figure: string;
  value: string;
  goal: string;
  ok: boolean;
}
