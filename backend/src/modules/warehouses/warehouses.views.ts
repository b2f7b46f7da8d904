import type { WarehouseChange, WarehouseConflict, WarehouseStockItem, WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { pageByTime, type TimePlace } from "../../platform/http/time-page.ts";
import { balancesAt, dayOf, hasExpired } from "../stock/stock.queries.ts";
import { HOUR_MILLISECONDS } from "./sales.ts";
import { getWarehouse, listWarehouses, type WarehouseRow } from "./warehouses.store.ts";

type Page<Item> = { items: Item[]; next: string | null };

/** @param awaySalesHours for so long stock of one that is away goes on being sold */
export async function viewsOfWarehouses(ctx: Pick<Ctx, "tx">, awaySalesHours: number): Promise<WarehouseView[]> {
  const open = await countConflicts(ctx);
  return (await listWarehouses(ctx)).map((row) => viewOf(row, open, awaySalesHours));
}

/** @throws {ProblemError} `warehouses.not-found` */
export async function viewOfWarehouse(ctx: Pick<Ctx, "tx">, id: string, awaySalesHours: number): Promise<WarehouseView> {
  return viewOf(await getWarehouse(ctx, id), await countConflicts(ctx), awaySalesHours);
}

async function countConflicts(ctx: Pick<Ctx, "tx">): Promise<Map<string, number>> {
  const rows = await selectRows<{ warehouse: string; count: string }>(
    ctx,
    "SELECT warehouse, count(*) AS count FROM warehouse_conflicts WHERE ended_at IS NULL GROUP BY warehouse",
  );
  return new Map(rows.map(({ warehouse, count }) => [warehouse, Number(count)]));
}

function viewOf(
  { taken, told, registeredAt, statusSince, heardAt, comparedAt, removedAt, unsoldSince, closedSince, ...row }: WarehouseRow,
  open: Map<string, number>,
  awaySalesHours: number,
): WarehouseView {
  const soldUntil = unsoldSince === null && closedSince !== null ? closedSince.getTime() + awaySalesHours * HOUR_MILLISECONDS : null;
  return {
    ...row,
    registeredAt: registeredAt.toISOString(),
    statusSince: statusSince.toISOString(),
    heardAt: heardAt.toISOString(),
    lastSynced: comparedAt?.toISOString() ?? null,
    removedAt: removedAt?.toISOString() ?? null,
    soldUntil: soldUntil === null ? null : new Date(soldUntil).toISOString(),
    unsoldSince: unsoldSince?.toISOString() ?? null,
    messages: { taken, told, lag: told - taken },
    openConflicts: open.get(row.id) ?? 0,
  };
}

/** How a warehouse came to be as it is, the newest first. */
export async function historyOf(
  ctx: Pick<Ctx, "tx">,
  warehouse: string,
  { after, limit, became }: { after: string | null; limit: number; became: WarehouseChange["became"] | null },
): Promise<Page<WarehouseChange>> {
  const rows = await selectRows<Omit<WarehouseChange, "at"> & { at: Date }>(
    ctx,
    `SELECT id, became, cause, at FROM warehouse_statuses WHERE warehouse = $1 AND ($2::bigint IS NULL OR id < $2)
       AND ($4::text IS NULL OR became = $4) ORDER BY id DESC LIMIT $3`,
    [warehouse, after, limit + 1, became],
  );
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** What a warehouse has said of each lot beside the ledger, by GTIN, expiry and lot. @param after as `next` of the page before */
export async function stockBeside(
  ctx: Pick<Ctx, "tx" | "clock">,
  warehouse: string,
  { after, limit, gtin }: { after: StockEnd | null; limit: number; gtin: string | null },
): Promise<{ items: WarehouseStockItem[]; end: StockEnd | null }> {
  const rows = await selectRows<{
    gtin: string;
    lot: string | null;
    expiry: string | null;
    onHand: string;
    asOf: string;
    syncedAt: Date;
    end: StockEnd;
  }>(
    ctx,
    `SELECT gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, on_hand AS "onHand", as_of AS "asOf", synced_at AS "syncedAt",
       json_build_array(gtin, s.expiry::text, s.lot) AS "end" FROM warehouse_stock s
     WHERE warehouse = $1 AND ($2::text IS NULL OR gtin = $2) AND ($3::text IS NULL OR (gtin, s.expiry, s.lot) > ($3, $4::date, $5))
     ORDER BY gtin, s.expiry, s.lot LIMIT $6`,
    [warehouse, gtin, ...(after ?? [null, null, null]), limit + 1],
  );
  const shown = rows.slice(0, limit);
  const balances = await balancesAt(
    ctx,
    shown.map(({ gtin, lot, expiry }) => ({ warehouse, gtin, lot, expiry })),
  );
  const today = dayOf(ctx.clock.now());
  const items = shown.map(({ end: _, syncedAt, ...row }, index): WarehouseStockItem => {
    const { onHand, reserved } = balances[index] ?? { onHand: 0, reserved: 0 };
    const said = Number(row.onHand);
    return {
      ...{ gtin: row.gtin, lot: row.lot, expiry: row.expiry, isExpired: hasExpired(row, today) },
      ...{ onHand: said, asOf: Number(row.asOf), lastSynced: syncedAt.toISOString() },
      ...{ ledger: { onHand, reserved }, drift: said - onHand },
    };
  });
  return { items, end: rows.length > limit ? (shown.at(-1)?.end ?? null) : null };
}

/** Where a page of stock ends: GTIN, expiry and lot as the table has them. */
export type StockEnd = [gtin: string, expiry: string, lot: string];

type ConflictRow = Omit<WarehouseConflict, "foundAt" | "endedAt" | "stock"> & {
  foundAt: Date;
  endedAt: Date | null;
  gtin: string;
  lot: string | null;
  expiry: string | null;
} & Record<"theirs" | "ours" | "reserved", string | null>;

/** Conflicts, the newest first. */
export async function listConflicts(
  ctx: Pick<Ctx, "tx">,
  { after, limit, isOpen, warehouse }: { after: TimePlace | null; limit: number; isOpen: boolean | null; warehouse: string | null },
): Promise<Page<WarehouseConflict>> {
  const rows = await selectRows<ConflictRow>(
    ctx,
    `SELECT id, warehouse, kind, gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, theirs, ours, reserved, instance,
       found_at AS "foundAt", ended_at AS "endedAt" FROM warehouse_conflicts
     WHERE ($1::boolean IS NULL OR (ended_at IS NULL) = $1) AND ($2::text IS NULL OR warehouse = $2)
       AND ($3::timestamptz IS NULL OR (date_trunc('milliseconds', found_at), id) < ($3, $4))
     ORDER BY date_trunc('milliseconds', found_at) DESC, id DESC LIMIT $5`,
    [isOpen, warehouse, after?.at ?? null, after?.id ?? null, limit + 1],
  );
  return pageByTime(rows, limit, ({ foundAt, id }) => ({ at: foundAt, id }), viewOfConflict);
}

function viewOfConflict({ foundAt, endedAt, gtin, lot, expiry, theirs, ours, reserved, ...row }: ConflictRow): WarehouseConflict {
  return {
    ...row,
    foundAt: foundAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    stock: row.kind === "stock" ? { gtin, lot, expiry, theirs: Number(theirs), ours: Number(ours), reserved: Number(reserved) } : null,
  };
}
