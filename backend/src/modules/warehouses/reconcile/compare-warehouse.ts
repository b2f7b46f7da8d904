import type { ComparisonView } from "@waybill/protocol/schemas/api/warehouses";
import { compareInventory, type InventoryDifference } from "@waybill/protocol/warehouse/compare-inventory";
import { inventoryKey, type InventoryKey } from "@waybill/protocol/warehouse/inventory-tree";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { hasShippedBetween } from "../inbox/messages.store.ts";
import type { Lines } from "../line/lines.ts";
import type { ShipmentListener } from "../warehouses.ports.ts";
import { getPresent, getWarehouse, type WarehouseRow } from "../warehouses.store.ts";
import { sellAgain } from "../sales.ts";
import { alignLedger } from "./align-ledger.ts";
import type { CopyTrees } from "./copy-trees.ts";
import { lotsInConflict } from "./conflicts.store.ts";
import { copiedAt, copySaid, lotsUnlikeCopied } from "./copy.store.ts";

/** Lots in one transaction: messages of the warehouse wait that long. */
const CHUNK = 1_000;
/** When what was on its way is expected to have come. */
const LATE_SECONDS = 5;

export interface ComparisonParts {
  lines: Lines;
  copies: CopyTrees;
  listener: ShipmentListener;
}

/** What a comparison took and found. */
export interface Comparison extends ComparisonView {
  /** Of the warehouse's answers. */
  bytes: number;
}

/**
 * Compares what a warehouse has on hand with the shop's copy, by their trees, and puts right the copy and then the ledger. Only what the warehouse held
 * when it had told all that is taken counts: a difference that messages on their way will explain is left alone, and looked at again soon.
 *
 * @throws {WarehouseUnreachable} or {WarehouseRefused} without an answer, {UnusableAnswer} for one that does not fit
 */
export async function compareWarehouse(app: App, { lines, copies, listener }: ComparisonParts, id: string): Promise<Comparison> {
  const { warehouse, ours, unlike, inConflict } = await inTransaction(
    app,
    async (ctx) => {
      const [warehouse, inConflict] = [await getPresent(ctx, id), await lotsInConflict(ctx, id)];
      const [unlike, ours] = [await lotsUnlikeCopied(ctx, id), await copies(ctx, id)];
      // Where copy and ledger differ, somebody may have written to the copy past the program: it is compared as it stands now.
      for (const item of await copiedAt(ctx, id, unlike)) ours.put(item);
      return { warehouse, ours, unlike, inConflict };
    },
    { isSnapshot: true },
  );
  const comparison: Comparison = { differences: 0, repaired: 0, conflicts: 0, questions: 0, isLate: false, bytes: 0 };
  const comparing = compareInventory(ours);
  const line = lines.to(warehouse);
  let sequence = 0;
  let step = comparing.next();
  for (; !step.done; comparison.questions++) {
    const answer = await line.ranges(step.value, (bytes) => (comparison.bytes += bytes));
    sequence = answer.sequence;
    step = comparing.next(answer);
  }
  const differences = new Map(step.value.map((one) => [inventoryKey(one), one]));
  comparison.differences = differences.size;
  const lots = new Map<string, InventoryKey>([...unlike, ...inConflict, ...differences.values()].map((lot) => [inventoryKey(lot), lot]));
  const looked = [...lots];
  for (let from = 0; from < looked.length; from += CHUNK) {
    const part = looked.slice(from, from + CHUNK);
    const found = part.flatMap(([key]) => differences.get(key) ?? []);
    const put = await inTransaction(app, (ctx) =>
      repair(ctx, listener, warehouse, { sequence, differences: found, lots: part.map(([, lot]) => lot) }),
    );
    comparison.repaired += put.repaired;
    comparison.conflicts += put.conflicts;
    comparison.isLate ||= put.isLate;
  }
  await noteComparison(app, id, comparison);
  if (!comparison.isLate) await inTransaction(app, (ctx) => sellAgain(ctx, id));
  return comparison;
}

interface Found {
  /** Of the last answer: all that came before it is in what the warehouse has said. */
  sequence: number;
  differences: readonly InventoryDifference[];
  /** To be held against the ledger. */
  lots: readonly InventoryKey[];
}

async function repair(
  ctx: Ctx,
  listener: ShipmentListener,
  { id, instance }: Pick<WarehouseRow, "id" | "instance">,
  { sequence, differences, lots }: Found,
): Promise<{ repaired: number; conflicts: number; isLate: boolean }> {
  // Its messages wait: what is decided here rests on those that were taken.
  const { taken, ...now } = await getWarehouse(ctx, id, { isLocked: true });
  const late = { repaired: 0, conflicts: 0, isLate: true };
  if (now.instance !== instance || now.otherInstance !== null || now.removedAt !== null) return late;
  // It had told more than is taken: what differs may be what that says.
  if (sequence > taken) return late;
  const noted = await copySaid(
    ctx,
    id,
    differences.map(({ gtin, lot, expiry, theirs, sequence: asOf }) => ({ gtin, lot, expiry, onHand: theirs, asOf })),
  );
  // The ledger has what has left since then, and the copy perhaps not yet.
  if (await hasShippedBetween(ctx, { warehouse: id, instance, after: sequence, to: taken })) return { ...late, repaired: noted.length };
  const said = await copiedAt(ctx, id, lots);
  const { repaired, conflicts } = await alignLedger(ctx, listener, { warehouse: id, said, reference: `comparison ${sequence}` });
  await fault("warehouses.before_repair");
  return { repaired: Math.max(noted.length, repaired), conflicts, isLate: false };
}

async function noteComparison(app: App, id: string, { differences, conflicts, isLate, questions }: Comparison): Promise<void> {
  const now = app.clock.now().getTime();
  const next = isLate ? new Date(now - (app.config.warehouses.reconcileSeconds - LATE_SECONDS) * 1_000) : new Date(now);
  await app.db.pool.query(
    "UPDATE warehouses SET compared_at = CASE WHEN $2 THEN compared_at ELSE $3 END, comparing_at = $4, differences = $5 WHERE id = $1",
    [...[id, isLate, new Date(now), next, differences]],
  );
  if (differences > 0 || conflicts > 0)
    app.log.warn({ warehouse: id, differences, conflicts, isLate, questions }, "a warehouse has not what the shop believed");
}
