import type { Ctx } from "../../platform/context.ts";

/** What an order takes of one article. */
export interface StockLine {
  /** Number of the line in its order. */
  number: number;
  /** 14 digits. */
  gtin: string;
  quantity: number;
}

/** There is less of an article than an order wants. */
export interface Lack {
  gtin: string;
  left: number;
}

/** The goods of the shop, as orders need them. Everything is by the order's id, so that what was done and not noted is done once. */
export interface Stock {
  /** How many of each of these articles can be ordered now; of what was never there, nothing is answered. Without GTINs: of all that there are some of. */
  available(ctx: Pick<Ctx, "tx" | "clock">, gtins?: readonly string[]): Promise<Map<string, number>>;
  /** Holds all lines for an order, or none. An order that was granted is answered the same again; one that was let go before gets nothing: 0 are left. */
  reserve(order: string, lines: readonly StockLine[]): Promise<Lack | "held">;
  /** Lets go what is held for an order, if anything is. The same again changes nothing. */
  release(ctx: Ctx, order: string, lines: readonly StockLine[]): Promise<void>;
  /** Notes that some of what is held for an order has left. @param shipment by whose id the same again changes nothing @throws when less is held */
  ship(ctx: Ctx, order: string, shipment: string, lines: readonly StockLine[]): Promise<void>;
}
