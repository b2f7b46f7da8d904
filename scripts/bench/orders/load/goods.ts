import { checkDigit } from "@waybill/protocol/identifiers/check-digit";
import type { Client } from "pg";
import { granted, post } from "../../../../backend/src/modules/stock/stock.queries.ts";
import { inTransaction } from "../../../../backend/src/platform/context.ts";
import { openStock } from "../../../../backend/test/support/stock/process.ts";

export const WAREHOUSES = ["alpha", "beta"] as const;
export type WarehouseId = (typeof WAREHOUSES)[number];

/** What everybody wants, and there is too little of. */
export const SCARCE = 40;
const PIECES_OF_SCARCE = 4;
const PIECES = 60;
export const PRICE_MINOR = 1_190;
export const SHIPPING_MINOR = 490;

export function gtinOf(n: number): string {
  const digits = String(n).padStart(13, "0");
  return `${digits}${checkDigit(digits)}`;
}

/** How many a warehouse has of an article: a third of them is at alpha alone, a third at beta alone, so that many orders are split. */
export function onHandOf(warehouse: WarehouseId, n: number): number {
  const isThere = warehouse === "alpha" ? n % 3 !== 0 : n % 3 !== 1;
  return isThere ? (n < SCARCE ? PIECES_OF_SCARCE : PIECES) : 0;
}

/** How many there are of an article in all. */
export function piecesOf(n: number): number {
  return WAREHOUSES.reduce((sum, warehouse) => sum + onHandOf(warehouse, n), 0);
}

/** Puts articles into the catalogue, and says what delivery costs. */
export async function fillCatalogue(shop: Client, articles: number): Promise<void> {
  await shop.query(
    `INSERT INTO articles (gtin, title, kind, price_minor, currency, tax_class, mass_grams, is_active, updated_at)
     SELECT gtin, 'Goods ' || gtin, 'book', $2, 'EUR', 'books', 400, true, now() FROM unnest($1::text[]) AS gtin`,
    [Array.from({ length: articles }, (_, n) => gtinOf(n)), PRICE_MINOR],
  );
  await shop.query(
    `INSERT INTO delivery_terms (country, shipping, rates, updated_at)
     VALUES ('DE', $1, '{"standard": 1900, "reduced": 700, "books": 700, "zero": 0}', now())`,
    [JSON.stringify([{ minor: SHIPPING_MINOR, currency: "EUR" }])],
  );
}

/** So many kinds of goods come in at once. */
const AT_ONCE = 2_000;

/** Fills the shelves of a warehouse that has its tables and does not run yet. */
export async function fillShelves(url: string, warehouse: WarehouseId, articles: number): Promise<void> {
  const stock = await openStock(url, 2);
  try {
    await stock.db.pool.query("INSERT INTO bins (code, kind) VALUES ('shelf', 'shelf')");
    const goods = Array.from({ length: articles }, (_, n) => ({ gtin: gtinOf(n), quantity: onHandOf(warehouse, n) }));
    const there = goods.filter(({ quantity }) => quantity > 0);
    for (let from = 0; from < there.length; from += AT_ONCE) {
      const receipts = there
        .slice(from, from + AT_ONCE)
        .map((one) => ({ kind: "receive" as const, key: `load ${one.gtin}`, warehouse: "shelf", lot: "L1", expiry: null, ...one }));
      for (const answer of await inTransaction(stock, (ctx) => post(ctx, receipts))) granted(answer);
    }
  } finally {
    await stock.db.close();
  }
}
