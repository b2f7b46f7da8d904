/** What a client may ask for: `units` at once, and as many again in `seconds`, evenly. A token bucket; what a request costs is its route's. */
export interface Allowance {
  /** As it is called in the `RateLimit` header. */
  name: string;
  units: number;
  seconds: number;
}

/** One request counted against one allowance. */
export interface Taking {
  allowance: Allowance;
  /** Hash of who it is counted for: what is stored tells nobody's address. */
  client: string;
  /** Units. */
  cost: number;
}

export interface Taken {
  /** False: nothing was taken. */
  isTaken: boolean;
  /** Microseconds until the allowance is whole again, when nothing more is asked. */
  wholeIn: number;
}

/** Whoever counts. Microseconds in whole numbers, so that no sum is ever rounded against a client. */
export interface Allowances {
  take(taking: Taking): Promise<Taken>;
}

/** Microseconds in which one unit comes back; rounded down, in the client's favour. */
export function microsecondsEach({ units, seconds }: Allowance): number {
  return Math.max(1, Math.floor((seconds * 1_000_000) / units));
}

/** Units that are left. */
export function unitsLeft(allowance: Allowance, { wholeIn }: Taken): number {
  return Math.max(0, allowance.units - Math.ceil(wholeIn / microsecondsEach(allowance)));
}

/** Microseconds until a refused request would be taken. */
export function waitFor({ allowance, cost }: Taking, { wholeIn }: Taken): number {
  return Math.max(0, wholeIn + (cost - allowance.units) * microsecondsEach(allowance));
}
