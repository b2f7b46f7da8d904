export const DIRECTIONS = ["both", "back", "forward"] as const;
export const KINDS = ["transformation", "aggregation", "association"] as const;
export const PROOFS = ["final", "anchored", "waiting", "signed", "claimed", "error", "disputed"] as const;
export const MAX_LEVELS = 50;
export const USUAL_LEVELS = 4;

export type Direction = (typeof DIRECTIONS)[number];
export type LinkKind = (typeof KINDS)[number];
export type Proof = (typeof PROOFS)[number];

/** What the address says: how far the trace goes, which of its links are shown, and which goods are looked at. */
export interface TraceFilters {
  direction?: "back" | "forward";
  levels?: number;
  kind?: LinkKind;
  proof?: Proof;
  /** Minutes in UTC, as a field for date and time has them: `2026-04-17T09:26`. */
  from?: string;
  to?: string;
  node?: string;
  /** The moment that state and contents are asked for. */
  at?: string;
}

/** Reads them from an address that anybody may have typed; what makes no sense is left out. */
export function readTraceFilters(search: Record<string, unknown>): TraceFilters {
  const direction = (["back", "forward"] as const).find((one) => one === search.direction);
  const kind = KINDS.find((one) => one === search.kind);
  const proof = PROOFS.find((one) => one === search.proof);
  const levels = Number(search.levels);
  const [from, to, at] = [search.from, search.to, search.at].map(minuteOf);
  return {
    ...(direction && { direction }),
    ...(Number.isInteger(levels) && levels >= 1 && levels <= MAX_LEVELS && { levels }),
    ...(kind && { kind }),
    ...(proof && { proof }),
    ...(from && { from }),
    ...(to && { to }),
    ...(typeof search.node === "string" && search.node.length <= 500 && { node: search.node }),
    ...(at && { at }),
  };
}

/** Milliseconds since 1970 of a minute in UTC. */
export function timeOf(minute: string): number {
  return Date.parse(`${minute}Z`);
}

/** The minute in UTC that a time falls into. */
export function minuteText(time: number): string {
  return new Date(time).toISOString().slice(0, 16);
}

function minuteOf(value: unknown): string | null {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) && !Number.isNaN(timeOf(value)) ? value : null;
}
