import type { Conservation } from "@waybill/protocol/schemas/api/credits";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { accountsOf, ACCOUNTS_OF_BATCH, IS_CONSERVED, type AccountsRow } from "./accounts.sql.ts";

/** A sum this old is taken again, for as long as no block came; it is added up anew at most so often, whoever asks. */
const TTL_MILLISECONDS = 5_000;

/** Each table is gone through once: grams that only change hands do not change what is held. */
const SUMS = `
  WITH retired AS (SELECT batch, sum(grams) AS retired FROM credit_retirements GROUP BY batch),
  reversed AS (
    SELECT batch, sum(from_buffer) AS from_buffer, sum(uncovered) AS uncovered, sum(surrendered) AS surrendered
    FROM credit_reversals GROUP BY batch),
  moved AS (
    SELECT l.batch, sum(CASE WHEN m.from_account IS NULL THEN l.grams ELSE -l.grams END) AS held
    FROM credit_moves m CROSS JOIN LATERAL jsonb_to_recordset(m.lines) AS l(batch text, grams numeric)
    WHERE (m.from_account IS NULL) <> (m.to_account IS NULL) GROUP BY l.batch)
  SELECT count(*) AS batches, ${["issued", "retired", "cancelled", "buffer", "held", "deficit"].map((name) => `coalesce(sum(a.${name}), 0) AS ${name}`).join(", ")},
    (array_agg(b.batch ORDER BY b.batch) FILTER (WHERE NOT ${IS_CONSERVED}))[1:100] AS violations,
    (SELECT number FROM chain_cursor) AS number, (SELECT encode(hash, 'hex') FROM chain_cursor) AS hash
  FROM credit_batches b LEFT JOIN retired USING (batch) LEFT JOIN reversed USING (batch) LEFT JOIN moved USING (batch)
  CROSS JOIN LATERAL (SELECT b.last_serial - b.first_serial + 1 AS issued) AS i
  CROSS JOIN LATERAL (SELECT coalesce(retired.retired, 0) AS retired) AS r
  CROSS JOIN LATERAL (
    SELECT coalesce(reversed.from_buffer, 0) AS from_buffer, coalesce(reversed.uncovered, 0) AS uncovered, coalesce(reversed.surrendered, 0) AS surrendered) AS v
  CROSS JOIN LATERAL (SELECT coalesce(moved.held, 0) AS held) AS h ${ACCOUNTS_OF_BATCH}`;

/** Sums over every batch, and which of them do not add up; as of a block. */
export async function conservationOf(ctx: Pick<Ctx, "tx">): Promise<Conservation> {
  const [row] = await selectRows<AccountsRow & { batches: string; violations: Hex32[] | null; number: string | null; hash: string | null }>(
    ctx,
    SUMS,
  );
  if (!row) throw new Error("sums are one row");
  const violations = row.violations ?? [];
  return {
    batches: Number(row.batches),
    accounts: accountsOf(row),
    isConserved: violations.length === 0,
    violations,
    block: row.hash === null ? null : { number: Number(row.number), hash: `0x${row.hash}` as Hex32 },
  };
}

/** The same for whoever asks, added up once for a block. */
export function createConservationView({ db, clock }: Pick<App, "db" | "clock">): () => Promise<Conservation> {
  const ctx = { tx: db.dataSource.manager };
  let last: { at: number; hash: string | null; sum: Promise<Conservation> } | undefined;
  return async () => {
    const [row] = await selectRows<{ hash: string }>(ctx, "SELECT encode(hash, 'hex') AS hash FROM chain_cursor");
    const [hash, now] = [row?.hash ?? null, clock.now().getTime()];
    if (last?.hash === hash && now - last.at < TTL_MILLISECONDS) return last.sum;
    const sum = conservationOf(ctx);
    last = { at: now, hash, sum };
    sum.catch(() => (last = undefined));
    return sum;
  };
}
