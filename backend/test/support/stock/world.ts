import type { StockRequest } from "../../../src/modules/stock/stock.domain.ts";
import { post, type Answer } from "../../../src/modules/stock/stock.service.ts";
import { inTransaction, selectRows } from "../../../src/platform/context.ts";
import { createMigratedDatabase } from "../databases.ts";
import { openStock, type StockApp } from "./process.ts";

export const BOOK = "09506000134352";
export const PENCIL = "09506000134369";

export interface StockWorld extends StockApp {
  url: string;
  /** Each call is a transaction of its own. */
  post(...requests: StockRequest[]): Promise<Answer[]>;
  /** `on hand/reserved` by warehouse and lot. */
  balances(gtin: string): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

/** The ledger on a database of its own, without a server. */
export async function startStock(): Promise<StockWorld> {
  const { url, drop } = await createMigratedDatabase();
  const app = await openStock(url);
  return {
    ...app,
    url,
    post: (...requests) => inTransaction(app, (ctx) => post(ctx, requests)),
    async balances(gtin) {
      const rows = await selectRows<{ place: string; sums: string }>(
        { tx: app.db.dataSource.manager },
        `SELECT warehouse || ' ' || lot AS place, on_hand || '/' || reserved AS sums FROM stock_balances WHERE gtin = $1 ORDER BY 1`,
        [gtin],
      );
      return Object.fromEntries(rows.map(({ place, sums }) => [place, sums]));
    },
    async stop() {
      await app.db.close();
      drop();
    },
  };
}

/** One word about an answer: what was moved where, or why not. */
export function wordOf(answer: Answer | undefined): string {
  if (answer === undefined) return "no answer";
  if ("problem" in answer)
    return answer.lack === undefined ? answer.problem.problem.code : `${answer.problem.problem.code} ${answer.lack.left}`;
  return answer.moves
    .map(({ quantity, warehouse, lot, from, to }) => `${quantity} ${from}>${to} ${warehouse} ${lot ?? ""}`.trim())
    .join(", ");
}

export function receipt(
  key: string,
  quantity: number,
  { gtin = BOOK, warehouse = "alpha", lot = "L1" as string | null, expiry = null as string | null } = {},
) {
  return { kind: "receive", key, quantity, gtin, warehouse, lot, expiry } as const;
}
