import type { InstructedGoods, Parcel } from "@waybill/protocol/schemas/warehouse/instructions";
import { ProblemError } from "../../platform/errors.ts";
import type { Doer } from "../floor/write.ts";
import type { Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { checkFresh } from "./pick.ts";
import { lotKey, togetherByLot } from "./shipments.domain.ts";
import { lockShipment, pickedGoods, setState } from "./shipments.store.ts";
import { nextSsccs } from "./sscc.ts";

/**
 * Puts what was picked into parcels, each with an SSCC of its own, and asks the shop whether it may leave.
 *
 * @param parcels what is in each; null for one parcel with all of it
 * @throws {ProblemError} `warehouse.unknown-shipment`, `not-yet`, `expired`, `not-as-picked`, `no-more-numbers`
 */
export async function pack(
  ctx: Work,
  { by }: Doer,
  { id, parcels, prefix }: { id: string; parcels: readonly (readonly InstructedGoods[])[] | null; prefix: string },
): Promise<Parcel[]> {
  const shipment = await lockShipment(ctx, id);
  if (shipment === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownShipment);
  if (!(await setState(ctx, shipment, "picked", "packed")))
    throw new ProblemError(WAREHOUSE_PROBLEMS.notYet, { detail: `It is ${shipment.state}; only what is picked can be packed.` });
  const picked = await pickedGoods(ctx, shipment);
  for (const goods of picked) checkFresh(ctx, goods);
  const contents = (parcels ?? [picked]).map(togetherByLot);
  checkAll(picked, contents.flat());
  const ssccs = await nextSsccs(ctx, prefix, contents.length);
  const packed = contents.map((goods, index): Parcel => ({ sscc: ssccs[index] ?? "", goods }));
  for (const { sscc, goods } of packed)
    await ctx.tx.query("INSERT INTO parcels (sscc, shipment, fence, goods, packed_at) VALUES ($1, $2, $3, $4, $5)", [
      ...[sscc, id, shipment.fence, JSON.stringify(goods), ctx.clock.now()],
    ]);
  ctx.tell({ kind: "packed", shipment: id, fence: shipment.fence, parcels: packed });
  await note(ctx, { shipment: id, by, what: "packed", details: { fence: shipment.fence, parcels: ssccs } });
  return packed;
}

/** Whoever packs leaves nothing over, and adds nothing. */
function checkAll(picked: readonly InstructedGoods[], packed: readonly InstructedGoods[]): void {
  const left = new Map(togetherByLot(picked).map((part) => [lotKey(part), part.quantity]));
  for (const part of packed) left.set(lotKey(part), (left.get(lotKey(part)) ?? 0) - part.quantity);
  const [wrong] = [...left].filter(([, quantity]) => quantity !== 0);
  if (wrong === undefined) return;
  const [line, gtin, lot] = JSON.parse(wrong[0]) as [number, string, string | null];
  const goods = `${Math.abs(wrong[1])} of ${gtin}${lot === null ? "" : `, lot ${lot},`} of line ${line}`;
  throw new ProblemError(WAREHOUSE_PROBLEMS.notAsPicked, {
    detail: wrong[1] > 0 ? `${goods} are in no parcel.` : `${goods} are in a parcel and were not picked.`,
  });
}
