import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { OrderMovedOn } from "../transitions.store.ts";
import {
  stateAfter,
  type FulfilmentOrder,
  type FulfilmentState,
  type FulfilmentVerb,
  type Goods,
  type Wanted,
} from "./fulfilment.domain.ts";

/**
 * Why a fulfilment order came to nothing. `lacking`: its warehouse has none of these goods. `expired`: these lots may be sold no more. `lost`: its warehouse has
 * another database, and knows nothing of it.
 */
export type EndedFor = "called-off" | "lacking" | "expired" | "gone-away" | "lost" | "merged" | "planned-anew";

/** A logistic unit that a warehouse has packed; `unit` once it has said where its proof is. */
export interface FulfilmentParcel {
  sscc: string;
  unit: string | null;
}

/** A fulfilment order as it is kept, with what was said about it and to whom. */
export interface FulfilmentRow extends FulfilmentOrder {
  /** Whether its warehouse is told by its program; otherwise the shop's people pack it. */
  hasProgram: boolean;
  /** Of the last word to its warehouse, said or about to be said. */
  fence: number;
  version: number;
  /** That word is on its way, and not answered. */
  isAsked: boolean;
  /** It was packed, and its warehouse may load it: nothing else is planned for its goods. */
  isLetGo: boolean;
  /** Why its warehouse is asked back; null while it is not. Nobody can be asked for what is `lost`. */
  withdrawFor: EndedFor | "steered" | null;
  /** What is done with it then, where it is asked back because the shop's people want that: `steered`. */
  wanted: Wanted | null;
  /** GTIN of which its warehouse has too little, where it is asked back for that. */
  lacks: string | null;
  /** It could not be called back: the message that it has left is on its way. */
  isTooLate: boolean;
  /** It ended without its warehouse, which is told when it can be reached. */
  owesWord: boolean;
  endedFor: EndedFor | null;
  carrier: string | null;
  tracking: string | null;
  parcels: readonly FulfilmentParcel[];
  madeAt: Date;
  changedAt: Date;
}

/** Those whose goods are still to leave. */
export const ACTIVE = ["open", "held", "instructed"] as const;

export function isActive({ state }: Pick<FulfilmentRow, "state">): boolean {
  return (ACTIVE as readonly string[]).includes(state);
}

/** It was let go of, and the database that knew of it is gone: whether it has left only people can find out. */
export function isLost({ state, isLetGo, withdrawFor }: Pick<FulfilmentRow, "state" | "isLetGo" | "withdrawFor">): boolean {
  return state === "instructed" && isLetGo && withdrawFor === "lost";
}

const COLUMNS = `f.id, f.order_id AS "order", f.warehouse, f.state, f.has_program AS "hasProgram", f.fence, f.version, f.held_for AS "heldFor",
  f.is_asked AS "isAsked", f.is_let_go AS "isLetGo", f.withdraw_for AS "withdrawFor", f.wanted, f.lacks, f.is_too_late AS "isTooLate", f.owes_word AS "owesWord",
  f.ended_for AS "endedFor", f.carrier, f.tracking, f.parcels, f.made_at AS "madeAt", f.changed_at AS "changedAt",
  (SELECT coalesce(json_agg(json_build_object('line', line, 'gtin', gtin, 'lot', nullif(lot, ''), 'expiry', nullif(expiry, 'infinity')::text,
     'quantity', quantity) ORDER BY line, expiry, lot), '[]') FROM fulfilment_goods WHERE fulfilment_id = f.id) AS goods`;

/** All of an order, in the order in which they were made. */
export async function fulfilmentsOf(ctx: Pick<Ctx, "tx">, order: string): Promise<FulfilmentRow[]> {
  return selectRows<FulfilmentRow>(ctx, `SELECT ${COLUMNS} FROM fulfilment_orders f WHERE order_id = $1 ORDER BY made_at, id`, [order]);
}

export async function findFulfilment(ctx: Pick<Ctx, "tx">, id: string): Promise<FulfilmentRow | undefined> {
  const [row] = await selectRows<FulfilmentRow>(ctx, `SELECT ${COLUMNS} FROM fulfilment_orders f WHERE id = $1`, [id]);
  return row;
}

/** Those of some condition, oldest first. @param where of `f`; `$1` and on are its parameters */
export async function listFulfilments(ctx: Pick<Ctx, "tx">, where: string, parameters: unknown[]): Promise<FulfilmentRow[]> {
  return selectRows<FulfilmentRow>(ctx, `SELECT ${COLUMNS} FROM fulfilment_orders f WHERE ${where}`, parameters);
}

export type NewFulfilment = Pick<FulfilmentRow, "order" | "warehouse" | "hasProgram" | "goods"> &
  Partial<Pick<FulfilmentRow, "id" | "heldFor" | "endedFor">>;

/** Makes one, open unless verbs have led on from there already. @returns its id */
export async function insertFulfilment(ctx: Ctx, made: NewFulfilment, verbs: readonly FulfilmentVerb[] = []): Promise<string> {
  const { id = newId(ctx.random), order, warehouse, hasProgram, goods, heldFor = null } = made;
  const state = stateAfter("open", verbs);
  const { endedFor = null } = { ...endingOf(verbs), ...made };
  await ctx.tx.query(
    `INSERT INTO fulfilment_orders (id, order_id, warehouse, state, has_program, held_for, ended_for, made_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [id, order, warehouse, state, hasProgram, heldFor, endedFor, ctx.clock.now()],
  );
  await insertGoods(ctx, id, goods);
  return id;
}

async function insertGoods(ctx: Ctx, id: string, goods: readonly Goods[]): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO fulfilment_goods (fulfilment_id, line, gtin, lot, expiry, quantity)
     SELECT $1, line, gtin, coalesce(lot, ''), coalesce(expiry, 'infinity'), quantity
     FROM jsonb_to_recordset($2::jsonb) AS g(line int, gtin text, lot text, expiry date, quantity int)`,
    [id, JSON.stringify(goods)],
  );
}

const CHANGEABLE = {
  warehouse: "warehouse",
  hasProgram: "has_program",
  fence: "fence",
  heldFor: "held_for",
  isAsked: "is_asked",
  isLetGo: "is_let_go",
  withdrawFor: "withdraw_for",
  wanted: "wanted",
  lacks: "lacks",
  isTooLate: "is_too_late",
  owesWord: "owes_word",
  endedFor: "ended_for",
  carrier: "carrier",
  tracking: "tracking",
  parcels: "parcels",
} as const;

/** What else is noted of one; never its state, which only verbs change. */
export type FulfilmentChange = Partial<Pick<FulfilmentRow, keyof typeof CHANGEABLE | "goods">>;
/**
 * Does verbs to one that is still as it was read, one after the other: the only way in which its state changes. What the state does not allow any more, a
 * word on its way or a reason for being held, goes with it.
 *
 * @throws {OrderMovedOn} when it is not as it was read: whoever reads it again decides again
 * @throws {Error} for a verb that its state does not allow
 */
export async function changeFulfilment(
  ctx: Ctx,
  row: Pick<FulfilmentRow, "id" | "version" | "state">,
  verbs: FulfilmentVerb | readonly FulfilmentVerb[],
  change: FulfilmentChange = {},
): Promise<void> {
  const all = [verbs].flat();
  const state = stateAfter(row.state, all);
  const untold: FulfilmentChange = state === "instructed" ? {} : { isAsked: false, withdrawFor: null, lacks: null };
  const over: FulfilmentChange = state === "shipped" || state === "cancelled" ? { wanted: null } : {};
  await update(ctx, row, { ...untold, ...over, ...(state === "held" ? {} : { heldFor: null }), ...endingOf(all), ...change }, { state });
}

/** Notes something of one that is still as it was read, and whose state stays. @throws {OrderMovedOn} as `changeFulfilment` does */
export async function noteFulfilment(ctx: Ctx, row: Pick<FulfilmentRow, "id" | "version">, change: FulfilmentChange): Promise<void> {
  await update(ctx, row, change);
}

/** Why one came to nothing where the verb says it; of what is abandoned whoever does it says why. */
function endingOf(verbs: readonly FulfilmentVerb[]): { endedFor?: EndedFor } {
  const last = verbs.at(-1);
  return last === "absorb" ? { endedFor: "merged" } : last === "lack" ? { endedFor: "lacking" } : {};
}

async function update(
  ctx: Ctx,
  { id, version }: Pick<FulfilmentRow, "id" | "version">,
  { goods, ...columns }: FulfilmentChange,
  after?: { state: FulfilmentState },
): Promise<void> {
  const names = Object.keys(columns) as (keyof typeof CHANGEABLE)[];
  const sets = names.map((name, index) => `${CHANGEABLE[name]} = $${index + 4}`);
  const values = names.map((name) =>
    name === "parcels" || (name === "wanted" && columns.wanted) ? JSON.stringify(columns[name]) : columns[name],
  );
  const changed = await selectRows(
    ctx,
    `UPDATE fulfilment_orders SET ${["version = version + 1", "changed_at = $3", ...sets, ...(after ? [`state = $${names.length + 4}`] : [])].join(", ")}
     WHERE id = $1 AND version = $2 RETURNING id`,
    [id, version, ctx.clock.now(), ...values, ...(after ? [after.state] : [])],
  );
  if (changed.length === 0) throw new OrderMovedOn(`fulfilment order ${id} is not in version ${version} any more`);
  if (goods === undefined) return;
  await ctx.tx.query("DELETE FROM fulfilment_goods WHERE fulfilment_id = $1", [id]);
  await insertGoods(ctx, id, goods);
}

/** Takes goods out of one, because its warehouse has none of them: they are kept as one that came to nothing, so that nobody plans them there again. */
export async function takeOut(
  ctx: Ctx,
  row: FulfilmentRow,
  lacking: readonly Goods[],
  left: readonly Goods[],
  change: FulfilmentChange = {},
): Promise<void> {
  if (left.length === 0) return changeFulfilment(ctx, row, "lack", { ...change, isAsked: false, isLetGo: false });
  const { order, warehouse, hasProgram } = row;
  // In this order: at no moment are the same goods in two of them.
  await noteFulfilment(ctx, row, { ...change, goods: left });
  if (lacking.length > 0) await insertFulfilment(ctx, { order, warehouse, hasProgram, goods: lacking }, ["lack"]);
}

/**
 * Lets go of one that was packed under the fence that counts, in an order that is still on. One statement decides, whoever plans these goods anew, or calls
 * them off, at the same moment.
 *
 * @returns whether its warehouse may load it
 */
export async function letGoOfPacked(
  ctx: Ctx,
  { id, warehouse, fence, parcels }: Pick<FulfilmentRow, "id" | "warehouse" | "fence" | "parcels">,
): Promise<boolean> {
  const { length } = await selectRows(
    ctx,
    `UPDATE fulfilment_orders f SET is_let_go = true, parcels = $4, version = version + 1, changed_at = $5
     WHERE id = $1 AND warehouse = $2 AND fence = $3 AND state = 'instructed' AND withdraw_for IS NULL
       AND EXISTS (SELECT FROM orders o WHERE o.id = order_id AND o.state IN ('instructed', 'shipped-in-part')) RETURNING id`,
    [id, warehouse, fence, JSON.stringify(parcels), ctx.clock.now()],
  );
  return length > 0;
}

/**
 * Marks all that a warehouse was told, as it has lost its database: the mark stays until the saga has met it, wherever processes die, and from here on nothing
 * of these is let go. The order of locks is that in which sagas change them.
 *
 * @returns the orders that they are of
 */
export async function markLost(ctx: Ctx, warehouse: string): Promise<Set<string>> {
  const there = await selectRows<{ id: string; order: string }>(
    ctx,
    `SELECT id, order_id AS "order" FROM fulfilment_orders WHERE warehouse = $1 AND has_program AND state = 'instructed'
     ORDER BY order_id, made_at, id FOR UPDATE`,
    [warehouse],
  );
  await ctx.tx.query(
    `UPDATE fulfilment_orders SET withdraw_for = 'lost', lacks = NULL, is_asked = false, version = version + 1, changed_at = $2 WHERE id = ANY($1)`,
    [there.map(({ id }) => id), ctx.clock.now()],
  );
  return new Set(there.map(({ order }) => order));
}
