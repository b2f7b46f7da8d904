import type { PinPlace, PinView } from "@waybill/protocol/schemas/api/documents";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

/** State of a copy: of the row `p` of `document_pins`, whose file is the row `f` of `stored_files`. */
export const STATE_OF_PIN =
  "CASE WHEN f.removed_at IS NOT NULL THEN 'removed' WHEN p.is_missing THEN 'missing' WHEN p.kept_at IS NULL THEN 'waiting' ELSE 'kept' END";

/** Files are expected at these places from now on; those that were expected before stay as they are. */
export async function expectPins(ctx: Reading, places: readonly PinPlace[], cid: string | null = null): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO document_pins (cid, place)
     SELECT cid, place FROM stored_files, unnest($1::text[]) AS place WHERE removed_at IS NULL AND ($2::text IS NULL OR cid = $2)
       AND (is_manifest OR EXISTS (SELECT 1 FROM documents d WHERE d.cid = stored_files.cid))
     ON CONFLICT DO NOTHING`,
    [places, cid],
  );
}

export interface DuePin {
  cid: string;
  place: PinPlace;
}

/** Copies that nobody has looked at since `before`, the longest first. */
export function duePins(ctx: Reading, places: readonly PinPlace[], before: Date, limit: number): Promise<DuePin[]> {
  return selectRows(
    ctx,
    `SELECT cid, place FROM document_pins JOIN stored_files USING (cid)
     WHERE removed_at IS NULL AND place = ANY($1) AND (checked_at IS NULL OR checked_at < $2)
     ORDER BY checked_at NULLS FIRST LIMIT $3`,
    [places, before, limit],
  );
}

/** Notes what a look found. A copy that was there once and is not is missing, not waiting. */
export async function notePin(ctx: Pick<Ctx, "tx" | "clock">, { cid, place }: DuePin, isKept: boolean): Promise<void> {
  await ctx.tx.query(
    `UPDATE document_pins SET checked_at = $3, is_missing = NOT $4 AND kept_at IS NOT NULL,
       kept_at = CASE WHEN $4 THEN coalesce(kept_at, $3) ELSE kept_at END
     WHERE cid = $1 AND place = $2`,
    [cid, place, ctx.clock.now(), isKept],
  );
}

/** Where each of these files is kept, by content id. */
export async function pinsByFile(ctx: Reading, cids: readonly string[]): Promise<Map<string, PinView[]>> {
  const rows = await selectRows<DuePin & Pick<PinView, "state"> & { checkedAt: Date | null }>(
    ctx,
    `SELECT p.cid, place, ${STATE_OF_PIN} AS state, checked_at AS "checkedAt"
     FROM document_pins p JOIN stored_files f USING (cid) WHERE p.cid = ANY($1)
     ORDER BY p.cid, array_position(ARRAY['here', 'node', 'second'], place)`,
    [cids],
  );
  const views = rows.map(({ cid, place, state, checkedAt }) => ({
    cid,
    view: { place, state, checkedAt: checkedAt?.toISOString() ?? null } satisfies PinView,
  }));
  return new Map([...Map.groupBy(views, ({ cid }) => cid)].map(([cid, of]) => [cid, of.map(({ view }) => view)]));
}

/** How many copies are in each state at each place. */
export function countPins(ctx: Reading): Promise<{ place: PinPlace; state: string; count: string }[]> {
  return selectRows(
    ctx,
    `SELECT place, ${STATE_OF_PIN} AS state, count(*) AS count
     FROM document_pins p JOIN stored_files f USING (cid) WHERE f.removed_at IS NULL GROUP BY 1, 2`,
  );
}
