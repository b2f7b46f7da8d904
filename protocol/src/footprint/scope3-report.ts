import type { Address, Hex32 } from "../schemas/primitives.ts";
import type { Footprint } from "./footprint.ts";

/** A footprint as a report counts it. */
export interface CountedFootprint {
  hash: Hex32;
  footprint: Footprint;
  /** Stands for the time of movement where nobody states one. */
  storedAt: Date;
}

/** What one holder reports for one month, in grams CO2e (GHG Protocol: scope 1; scope 3, categories 4 and 9). */
export interface Scope3Line {
  /** `2026-04` */
  month: string;
  account: Address;
  scope1: bigint;
  category4: bigint;
  category9: bigint;
  footprints: number;
  /** True when any of them lacks a part: then the sums are lower bounds. */
  isLowerBound: boolean;
}

/**
 * The shares of holders in footprints, by month in UTC. A footprint counts whole in the month in which the last movement ended.
 *
 * @param period From the first moment, until before the second.
 * @param account Only this holder's lines.
 * @example
 * scope3Lines(counted, { from: new Date("2026-01-01"), until: new Date("2027-01-01") });
 */
export function scope3Lines(
  counted: readonly CountedFootprint[],
  { from, until }: { from: Date; until: Date },
  account?: Address,
): Scope3Line[] {
  const lines = new Map<string, Scope3Line>();
  for (const one of counted) {
    const moment = movedAt(one);
    if (moment < from || moment >= until) continue;
    const month = moment.toISOString().slice(0, 7);
    for (const share of one.footprint.scope3) {
      if (account !== undefined && share.account !== account) continue;
      const key = `${month} ${share.account}`;
      const line = lines.get(key) ?? emptyLine(month, share.account as Address);
      line.scope1 += BigInt(share.scope1);
      line.category4 += BigInt(share.upstream);
      line.category9 += BigInt(share.downstream);
      line.footprints += 1;
      line.isLowerBound ||= one.footprint.status === "incomplete";
      lines.set(key, line);
    }
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function emptyLine(month: string, account: Address): Scope3Line {
  return { month, account, scope1: 0n, category4: 0n, category9: 0n, footprints: 0, isLowerBound: false };
}

/** When the last movement of a footprint ended, as far as anybody states it. */
export function movedAt({ footprint, storedAt }: Pick<CountedFootprint, "footprint" | "storedAt">): Date {
  const times = footprint.elements.flatMap((element) =>
    element.kind === "transport" ? [element.arrivedAt ?? element.departedAt ?? []].flat().map((time) => Date.parse(time)) : [],
  );
  return times.length === 0 ? storedAt : new Date(Math.max(...times));
}
