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

/** So many pieces of one lot at one warehouse. */
export interface StockPart {
  warehouse: string;
  gtin: string;
  lot: string | null;
  expiry: string | null;
  quantity: number;
}

/** The goods of the shop, as orders need them. Everything is by the order's id, so that what was done and not noted is done once. */
export interface Stock {
  /** How many of each of these articles can be ordered now; of what was never there, nothing is answered. Without GTINs: of all that there are some of. */
  available(ctx: Pick<Ctx, "tx" | "clock">, gtins?: readonly string[]): Promise<Map<string, number>>;
  /** Holds all lines for an order, or none. An order that was granted is answered the same again; one that was let go before gets nothing: 0 are left. */
  reserve(order: string, lines: readonly StockLine[]): Promise<Lack | "held">;
  /** Lets go what is held for an order, if anything is. The same again changes nothing. */
  release(ctx: Ctx, order: string, lines: readonly StockLine[]): Promise<void>;
  /** Where some goods are: what an order holds, and what nobody does and may be sold. */
  where(ctx: Pick<Ctx, "tx" | "clock">, order: string, gtins: readonly string[]): Promise<{ held: StockPart[]; free: StockPart[] }>;
  /** Holds what an order holds at these places from now on, as much of each article as before; or changes nothing. @param key under which that is done once */
  place(ctx: Ctx, order: string, key: string, parts: readonly StockPart[]): Promise<Lack | "placed">;
  /** Lets go a part of what is held. @throws when it is not held there */
  giveUp(ctx: Ctx, order: string, key: string, parts: readonly StockPart[]): Promise<void>;
  /**
   * Notes that some of what is held for an order has left.
   *
   * @param shipment by whose id the same again changes nothing
   * @param from where it was taken, as far as that is known: what is not held there is taken from where it is
   * @throws when less is held
   */
  ship(ctx: Ctx, order: string, shipment: string, lines: readonly StockLine[], from?: readonly StockPart[]): Promise<void>;
  /** Notes that goods of an order are on these shelves again. @param back id of the return, by which the same again changes nothing */
  takeBack(ctx: Ctx, order: string, back: string, parts: readonly StockPart[]): Promise<void>;
}

/** The programs of warehouses, what is said to them, and what becomes of what they say. */
export type {
  Instruction as FulfilmentInstruction,
  RoutableWarehouse,
  ShipmentListener,
  UnderWay,
  Warehouses,
} from "../warehouses/warehouses.queries.ts";
