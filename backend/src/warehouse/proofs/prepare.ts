import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { InstructedGoods, Parcel } from "@waybill/protocol/schemas/warehouse/instructions";
import { subjectOf } from "@waybill/protocol/identifiers/subject";
import { newSalt, newUuid } from "../../platform/ids.ts";
import { selectRows } from "../../platform/context.ts";
import type { Goods } from "../floor/goods.ts";
import type { Work } from "../in-warehouse.ts";
import type { Warehouse } from "../warehouse.ts";
import { packingEvent, receivingEvent, shippingEvent, type EventText } from "./events.ts";
import { goodsLink } from "./links.ts";

/** What is to be signed, whole and fixed: sent twice it is the same. */
export interface SaltedEvent {
  event: EventText;
  salt: string;
}

/** The proof of each parcel of a shipment that leaves; nothing without a key to sign with. */
export async function proveShipment(
  ctx: Work,
  app: Pick<Warehouse, "config">,
  { id, fence }: { id: string; fence: number },
): Promise<void> {
  if (app.config.actorKey === null) return;
  const { gln } = app.config.warehouse;
  const eventTime = ctx.clock.now().toISOString();
  const parcels = await selectRows<Parcel & { packed_at: Date }>(
    ctx,
    "SELECT sscc, goods, packed_at FROM parcels WHERE shipment = $1 AND fence = $2 ORDER BY sscc",
    [id, fence],
  );
  for (const { sscc, goods, packed_at } of parcels) {
    const events = [
      packingEvent({ id: newUuid(ctx.random), gln, eventTime: packed_at.toISOString(), sscc, goods }),
      shippingEvent({ id: newUuid(ctx.random), gln, eventTime, sscc }),
    ];
    await insertProof(ctx, { shipment: id, fence, sscc, events, contents: { salt: newSalt(ctx.random), items: itemsOf(goods) } });
  }
}

/** That goods came in. Goods without a lot are a kind of goods, and nothing that can be followed. */
export async function proveReceipt(ctx: Work, app: Pick<Warehouse, "config">, goods: Goods & { quantity: number }): Promise<void> {
  const { actorKey, warehouse } = app.config;
  if (actorKey === null || goods.lot === null) return;
  const event = receivingEvent({ id: newUuid(ctx.random), eventTime: ctx.clock.now().toISOString(), gln: warehouse.gln, goods });
  await insertProof(ctx, { shipment: null, fence: null, sscc: null, events: [event], contents: null });
}

interface NewProof {
  shipment: string | null;
  fence: number | null;
  sscc: string | null;
  events: readonly EventText[];
  contents: { salt: string; items: ContentItem[] } | null;
}

async function insertProof(ctx: Work, { shipment, fence, sscc, events, contents }: NewProof): Promise<void> {
  const salted = events.map((event): SaltedEvent => ({ event, salt: newSalt(ctx.random) }));
  await ctx.tx.query(
    `INSERT INTO proofs (id, shipment, fence, sscc, unit_salt, contents, events, state, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)`,
    [
      ...[newUuid(ctx.random), shipment, fence, sscc, sscc === null ? null : newSalt(ctx.random)],
      ...[contents && JSON.stringify(contents), JSON.stringify(salted), ctx.clock.now()],
    ],
  );
}

/** The lots of a parcel, each once. */
function itemsOf(goods: readonly InstructedGoods[]): ContentItem[] {
  const sums = new Map<string, number>();
  for (const part of goods) {
    const subject = part.lot === null ? undefined : subjectOf(goodsLink(part));
    if (subject !== undefined) sums.set(subject, part.quantity + (sums.get(subject) ?? 0));
  }
  return [...sums].map(([subject, quantity]) => ({ subject, quantity: String(quantity), uom: null }) as ContentItem);
}
