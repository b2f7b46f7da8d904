import type { CaseFile } from "../../findings/case-file.ts";
import { movesOf } from "../../findings/moves.ts";
import type { Subject } from "../../schemas/primitives.ts";
import { type Move, spansOf } from "../../trace/spans.ts";
import { massOf, type ProductMasses } from "./amounts.ts";

/** A time during which goods were on their own (`unit` is they themselves) or in a unit, at any depth, with the mass that was in it. */
export interface Window {
  unit: Subject;
  /** That unit and those within it that the goods were in, the innermost first; none while they were on their own. */
  units: readonly Subject[];
  /** Milliseconds since 1970. */
  since: number;
  until: number;
  /** Undefined where nobody states it. */
  grams: bigint | undefined;
  /** Events, by hash, that put the goods in. */
  packedBy: readonly string[];
}

/** All units that goods were in, and when: a unit's journey is the goods' only while they are inside. */
export function windowsOf({ facts }: CaseFile, subject: Subject, products: ProductMasses): Window[] {
  const moves = movesOf(facts);
  const spans = spansOf(moves);
  const windows: Window[] = [{ unit: subject, units: [], since: -Infinity, until: Infinity, grams: undefined, packedBy: [] }];
  // Windows are added while they are gone through; packing in circles ends because each unit comes once.
  for (const inner of windows) {
    for (const span of spans.filter(({ content }) => content === inner.unit)) {
      const since = Math.max(inner.since, span.since ?? -Infinity);
      const until = Math.min(inner.until, span.until ?? Infinity);
      if (since > until || windows.some(({ unit }) => unit === span.unit)) continue;
      const grams = inner.unit === subject ? gramsIn(moves, span.unit, subject, products) : inner.grams;
      const unit = span.unit as Subject;
      windows.push({
        unit,
        units: [...inner.units, unit],
        since,
        until,
        grams,
        packedBy: span.begunBy === null ? [] : [span.begunBy.event],
      });
    }
  }
  return windows;
}

/** What a logistic unit holds, as far as anybody states it: each content with the most that was stated. */
export function contentsGrams({ facts }: CaseFile, unit: Subject, products: ProductMasses): bigint | undefined {
  const moves = movesOf(facts);
  const contents = new Set(moves.flatMap((move) => (move.unit === unit && move.content !== null ? [move.content] : [])));
  const masses = [...contents].map((content) => gramsIn(moves, unit, content, products));
  if (masses.length === 0 || masses.some((mass) => mass === undefined)) return undefined;
  return masses.reduce<bigint>((sum, mass) => sum + (mass ?? 0n), 0n);
}

/** Several may count the same content: the most that was stated is taken, so that nothing is understated. */
function gramsIn(moves: readonly Move[], unit: string, content: string, products: ProductMasses): bigint | undefined {
  const stated = moves
    .filter((move) => move.unit === unit && move.content === content)
    .flatMap(({ quantity, uom }) => {
      const amount = { ...(quantity === null ? {} : { quantity }), ...(uom === null ? {} : { uom }) };
      return massOf({ subject: content as Subject, ...amount }, products) ?? [];
    });
  return stated.length === 0 ? undefined : stated.reduce((most, mass) => (mass > most ? mass : most));
}
