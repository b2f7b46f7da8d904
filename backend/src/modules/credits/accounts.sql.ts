import type { CreditAccounts } from "@waybill/protocol/schemas/api/credits";

/** What a batch's accounts are, of its sums `i`, `r`, `v` and `h`. */
export const ACCOUNTS_OF_BATCH = `
  CROSS JOIN LATERAL (
    SELECT i.issued, r.retired, v.from_buffer + v.surrendered AS cancelled, ceil(i.issued * b.buffer_share / 10000) - v.from_buffer AS buffer,
      h.held, v.uncovered - v.surrendered AS deficit) AS a`;

/**
 * The accounts of the batches `b` of a query, from three kinds of events that do not know of each other: what was issued, retired and reversed
 * on one side, what moved on the other. `held` is of the moves alone, so that the law can be broken.
 */
export const BATCH_ACCOUNTS = `
  CROSS JOIN LATERAL (SELECT b.last_serial - b.first_serial + 1 AS issued) AS i
  CROSS JOIN LATERAL (SELECT coalesce(sum(grams), 0) AS retired FROM credit_retirements WHERE batch = b.batch) AS r
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(from_buffer), 0) AS from_buffer, coalesce(sum(uncovered), 0) AS uncovered, coalesce(sum(surrendered), 0) AS surrendered
    FROM credit_reversals WHERE batch = b.batch) AS v
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN m.from_account IS NULL THEN l.grams WHEN m.to_account IS NULL THEN -l.grams ELSE 0 END), 0) AS held
    FROM credit_moves m CROSS JOIN LATERAL jsonb_to_recordset(m.lines) AS l(batch text, grams numeric)
    WHERE m.lines @> jsonb_build_array(jsonb_build_object('batch', b.batch)) AND l.batch = b.batch) AS h ${ACCOUNTS_OF_BATCH}`;

/** held + buffer = issued - retired - cancelled, and nothing is below zero. */
export const IS_CONSERVED = "(a.held + a.buffer = a.issued - a.retired - a.cancelled AND least(a.held, a.buffer, a.deficit) >= 0)";

/** Every account's part in every move: account, batch, grams with their sign, place. Restricted by `condition` on `m` before lines are unfolded. */
export function partsOf(condition: string): string {
  return `
    SELECT p.account, l.batch, p.sign * l.grams AS grams, m.block_number
    FROM credit_moves m
    CROSS JOIN LATERAL (VALUES (m.from_account, -1), (m.to_account, 1)) AS p(account, sign)
    CROSS JOIN LATERAL jsonb_to_recordset(m.lines) AS l(batch text, grams numeric)
    WHERE p.account IS NOT NULL AND ${condition}`;
}

export interface AccountsRow {
  issued: string;
  retired: string;
  cancelled: string;
  buffer: string;
  held: string;
  deficit: string;
}

export function accountsOf({ issued, retired, cancelled, buffer, held, deficit }: AccountsRow): CreditAccounts {
  return { issued, retired, cancelled, buffer, held, deficit };
}
