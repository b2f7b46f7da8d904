import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

/** What one holder reports for one month, in grams CO₂e (GHG Protocol: scope 1; scope 3, categories 4 and 9). */
export interface Scope3Line {
  /** `2026-04` */
  month: string;
  account: Address;
  scope1: string;
  category4: string;
  category9: string;
  footprints: number;
  /** True when any of the footprints lacks a part: then the sums are lower bounds. */
  isLowerBound: boolean;
}

export interface Scope3Wish {
  from: Date;
  /** The moment after the last. */
  until: Date;
  account?: Address | undefined;
}

const IS_CURRENT = (footprint: string) => `NOT EXISTS (SELECT FROM footprints n WHERE n.preceding = ${footprint}.hash)`;

/**
 * An emission counts once for each holder, though the footprints of a pallet, of a lot on it and of what the lot became all hold it: there where
 * no footprint of what it is a part of has it in that holder's share, too. Goods that state to be part of each other are told in a circle;
 * then the name decides.
 */
const LINES = `
  WITH counted AS (
    SELECT f.hash, f.subject, to_char(f.moved_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, f.summary ->> 'status' = 'incomplete' AS is_bound
    FROM footprints f WHERE f.moved_at >= $1 AND f.moved_at < $2 AND ${IS_CURRENT("f")})
  SELECT c.month, p.account, sum(s.scope1) AS scope1, sum(s.category4) AS category4, sum(s.category9) AS category9,
    count(*) AS footprints, bool_or(c.is_bound) AS "isLowerBound"
  FROM counted c JOIN footprint_parties p ON p.footprint = c.hash
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.grams) FILTER (WHERE e.part = 'scope1'), 0) AS scope1,
      coalesce(sum(e.grams) FILTER (WHERE e.part = 'upstream'), 0) AS category4,
      coalesce(sum(e.grams) FILTER (WHERE e.part = 'downstream'), 0) AS category9
    FROM (
      SELECT e.grams, own.part
      FROM (SELECT 'scope1' AS part, unnest(p.scope1) AS position
        UNION ALL SELECT 'upstream', unnest(p.upstream) UNION ALL SELECT 'downstream', unnest(p.downstream)) AS own
      JOIN footprint_emissions e ON e.footprint = c.hash AND e.position = own.position
      WHERE e.part_of = '{}' OR NOT EXISTS (
        SELECT FROM footprints f
        JOIN footprint_parties q ON q.footprint = f.hash AND q.account = p.account
        JOIN footprint_emissions o ON o.footprint = f.hash AND o.from_gln = e.from_gln AND o.to_gln = e.to_gln AND o.statements && e.statements
          AND o.position = ANY(q.scope1 || q.upstream || q.downstream)
        WHERE f.subject = ANY(e.part_of) AND ${IS_CURRENT("f")} AND NOT (c.subject = ANY(o.part_of) AND c.subject < f.subject))) AS e) AS s
  WHERE $3::text IS NULL OR p.account = $3
  GROUP BY c.month, p.account ORDER BY c.month, p.account LIMIT $4`;

/**
 * The shares of holders in kept footprints that none took the place of, by month in UTC. A footprint counts in the month in which its last
 * movement ended.
 *
 * @returns undefined for more than `most` footprints, or lines
 */
export async function scope3Lines(
  ctx: Pick<Ctx, "tx">,
  { from, until, account }: Scope3Wish,
  most: number,
): Promise<Scope3Line[] | undefined> {
  const [{ count = "0" } = {}] = await selectRows<{ count?: string }>(
    ctx,
    `SELECT count(*) AS count FROM (
       SELECT FROM footprints f WHERE f.moved_at >= $1 AND f.moved_at < $2 AND ${IS_CURRENT("f")}
         AND ($3::text IS NULL OR EXISTS (SELECT FROM footprint_parties p WHERE p.footprint = f.hash AND p.account = $3)) LIMIT $4) AS f`,
    [from, until, account ?? null, most + 1],
  );
  if (Number(count) > most) return undefined;
  const rows = await selectRows<Omit<Scope3Line, "footprints"> & { footprints: string }>(ctx, LINES, [
    ...[from, until, account ?? null, most + 1],
  ]);
  return rows.length > most ? undefined : rows.map((row) => ({ ...row, footprints: Number(row.footprints) }));
}
