import type { InstructedGoods, ShipmentInstruction } from "@waybill/protocol/schemas/warehouse/instructions";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { SealedDelivery } from "./delivery.ts";
import { HOLDING, type ShipmentState } from "./shipments.domain.ts";

/** A shipment as it is locked. */
export interface Shipment {
  id: string;
  fence: number;
  /** Digest of the last word about it. */
  word: string;
  /** What was said to that word. */
  answer: unknown;
  state: ShipmentState;
}

type Row = Omit<Shipment, "fence"> & { fence: string };
const COLUMNS = "id, fence, word, answer, state";

/** Locks a shipment until the transaction ends; one that nobody has heard of is there as `unheard`, and gone again unless something is heard. */
export async function lockHeardOf(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<Shipment> {
  await ctx.tx.query(
    "INSERT INTO shipments (id, fence, word, state, changed_at) VALUES ($1, 0, '', 'unheard', $2) ON CONFLICT DO NOTHING",
    [id, ctx.clock.now()],
  );
  const shipment = await lockShipment(ctx, id);
  if (shipment === undefined) throw new Error("what was inserted is there");
  return shipment;
}

export async function lockShipment(ctx: Pick<Ctx, "tx">, id: string): Promise<Shipment | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM shipments WHERE id = $1 FOR UPDATE`, [id]);
  return row && { ...row, fence: Number(row.fence) };
}

export interface Heard {
  id: string;
  fence: number;
  word: string;
  state: ShipmentState;
  answer: unknown;
  instruction: (Pick<ShipmentInstruction, "order" | "goods"> & { delivery: SealedDelivery }) | null;
}

/** Takes a word about a shipment: one statement compares the fence. Where it goes is known as long as it may go there. @returns false for one that is not newer, and for what has left */
export async function hear(ctx: Pick<Ctx, "tx" | "clock">, { id, fence, word, state, answer, instruction }: Heard): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `UPDATE shipments SET fence = $2, word = $3, state = $4, answer = $5, changed_at = $6,
       order_id = coalesce($7, order_id), goods = coalesce($8, goods),
       delivery_sealed = CASE WHEN $12 THEN coalesce($9, delivery_sealed) END,
       delivery_key = CASE WHEN $12 THEN coalesce($10, delivery_key) END,
       country = CASE WHEN $12 THEN coalesce($11, country) END
     WHERE id = $1 AND fence < $2 AND state <> 'shipped' RETURNING 1`,
    [
      ...[id, fence, word, state, JSON.stringify(answer), ctx.clock.now(), instruction?.order ?? null],
      instruction && JSON.stringify(instruction.goods),
      ...[instruction?.delivery.sealed ?? null, instruction?.delivery.key ?? null, instruction?.delivery.country ?? null],
      HOLDING.includes(state),
    ],
  );
  return rows.length === 1;
}

/** Moves a shipment on, if it still stands where it did under that fence. */
export async function setState(
  ctx: Pick<Ctx, "tx" | "clock">,
  { id, fence }: Pick<Shipment, "id" | "fence">,
  from: ShipmentState,
  to: ShipmentState,
): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `UPDATE shipments SET state = $4, changed_at = $5, delivery_sealed = CASE WHEN $6 THEN delivery_sealed END,
       delivery_key = CASE WHEN $6 THEN delivery_key END, country = CASE WHEN $6 THEN country END
     WHERE id = $1 AND fence = $2 AND state = $3 RETURNING 1`,
    [id, fence, from, to, ctx.clock.now(), to === "shipped" || HOLDING.includes(to)],
  );
  return rows.length === 1;
}

/** What the floor has put together for it, by line and lot. */
export async function pickedGoods(ctx: Pick<Ctx, "tx">, { id, fence }: Pick<Shipment, "id" | "fence">): Promise<InstructedGoods[]> {
  const rows = await selectRows<InstructedGoods & { quantity: string }>(
    ctx,
    `SELECT line, gtin, lot, expiry::text AS expiry, sum(done) AS quantity FROM tasks
     WHERE shipment = $1 AND fence = $2 AND kind = 'pick' AND done > 0 GROUP BY line, gtin, lot, expiry ORDER BY line, expiry, lot`,
    [id, fence],
  );
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
}
