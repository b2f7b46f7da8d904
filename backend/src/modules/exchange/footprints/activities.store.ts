import type { TransportActivityData } from "@waybill/protocol/ileap/schemas";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { PartnerOf } from "../clients/clients.store.ts";
import { SHARED } from "./footprints.store.ts";

type Reading = Pick<Ctx, "tx">;

/** Keeps the transports of a published footprint, in their order. */
export async function insertActivities(ctx: Reading, footprintId: string, activities: readonly TransportActivityData[]): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO exchange_activities (footprint_id, position, mode, body)
     SELECT $1, a.position, a.body ->> 'mode', a.body FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS a(body, position)`,
    [footprintId, JSON.stringify(activities)],
  );
}

export interface ActivitiesPage {
  mode?: string | undefined;
  /** Sequence of the footprint and position in it of the last one seen. */
  after: readonly [sequence: string, position: string];
  /** The change up to which footprints are looked at: what was published or deprecated later changes no page. */
  asOf: string;
  limit: number;
}

export interface ActivityRow {
  sequence: string;
  position: number;
  body: TransportActivityData;
}

/** A page of the transports of all active footprints that are shared with a partner, in the order of their publication. */
export function listActivities(ctx: Reading, { account, partnerId }: PartnerOf, page: ActivitiesPage): Promise<ActivityRow[]> {
  const { mode = null, after, asOf, limit } = page;
  return selectRows(
    ctx,
    `SELECT f.sequence, a.position, a.body FROM exchange_footprints f JOIN exchange_activities a ON a.footprint_id = f.id
     WHERE f.account = $1 AND ${SHARED} AND (f.sequence, a.position) > ($3, $4) AND f.sequence <= $5
       AND (f.deprecated_at_sequence IS NULL OR f.deprecated_at_sequence > $5) AND ($6::text IS NULL OR lower(a.mode) = lower($6))
     ORDER BY f.sequence, a.position LIMIT $7`,
    [account, partnerId, ...after, asOf, mode, limit],
  );
}
