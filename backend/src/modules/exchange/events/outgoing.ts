import { PACT_EVENTS } from "@waybill/protocol/pact/events";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newUuid } from "../../../platform/ids.ts";
import { insertDelivery } from "./deliveries.store.ts";

/** Footprints that one event names: what our own endpoint takes. */
const MAX_NAMED = 1_000;

/** What an event is made of. */
export interface OutgoingEvent {
  partnerId: string;
  type: (typeof PACT_EVENTS)[keyof typeof PACT_EVENTS];
  /** Scheme and host under which we are known to the partner. */
  origin: string;
  /** Its `data`, as JSON text. */
  data: string;
  id?: string;
}

/** Stores an event for a partner; it goes out when the transaction commits. Answers its id. */
export async function sendLater(ctx: Ctx, { partnerId, type, origin, data, id = newUuid(ctx.random) }: OutgoingEvent): Promise<string> {
  const head = JSON.stringify({ type, specversion: "1.0", id, source: `${origin}/pact`, time: ctx.clock.now().toISOString() });
  await insertDelivery(ctx, { id, partnerId, type, body: `${head.slice(0, -1)},"data":${data}}` });
  return id;
}

/** Tells every partner with a host system which of these footprints it may read; those who may read none hear nothing. */
export async function announce(ctx: Ctx, origin: string, ids: readonly string[]): Promise<void> {
  const rows = await selectRows<{ partnerId: string; ids: string[] }>(
    ctx,
    `SELECT p.id AS "partnerId", array_agg(DISTINCT f.id) AS ids
     FROM exchange_footprints f JOIN exchange_partners p ON p.account = f.account AND p.host_url IS NOT NULL
     JOIN exchange_grants g ON g.partner_id = p.id AND g.product_id = ANY(f.product_ids)
     WHERE f.id = ANY($1::uuid[]) GROUP BY p.id ORDER BY p.id`,
    [ids],
  );
  for (const row of rows) await announceTo(ctx, { origin, partnerId: row.partnerId, ids: row.ids });
}

/** Tells a partner of the active footprints of products that it may read from now on. */
export async function announceProducts(
  ctx: Ctx,
  { origin, partnerId, productIds }: { origin: string; partnerId: string; productIds: readonly string[] },
): Promise<void> {
  const rows = await selectRows<{ id: string }>(
    ctx,
    `SELECT f.id FROM exchange_footprints f JOIN exchange_partners p ON p.account = f.account AND p.host_url IS NOT NULL
     WHERE p.id = $1 AND f.product_ids && $2::text[] AND f.deprecated_at_sequence IS NULL ORDER BY f.sequence`,
    [partnerId, productIds],
  );
  await announceTo(ctx, { origin, partnerId, ids: rows.map(({ id }) => id) });
}

async function announceTo(
  ctx: Ctx,
  { origin, partnerId, ids }: { origin: string; partnerId: string; ids: readonly string[] },
): Promise<void> {
  for (let first = 0; first < ids.length; first += MAX_NAMED) {
    const data = JSON.stringify({ pfIds: ids.slice(first, first + MAX_NAMED) });
    await sendLater(ctx, { partnerId, origin, type: PACT_EVENTS.published, data });
  }
}
