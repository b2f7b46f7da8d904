/** Where goods are in the books: `outside` is not ours yet, or no more. On hand is what is available and what is reserved. */
export type Bucket = "outside" | "available" | "reserved";

export type Cause = "received" | "counted" | "reserved" | "released" | "moved" | "shipped";

/** Goods of one lot at one warehouse. */
export interface Place {
  warehouse: string;
  /** 14 digits. */
  gtin: string;
  /** Null for goods without lots. */
  lot: string | null;
  /** Last day on which they may be sold, `2027-01-31`; null for goods that do not expire. */
  expiry: string | null;
}

/** A whole number of pieces at a place. */
export interface Part extends Place {
  quantity: number;
}

/** So many pieces of some goods, wherever they are; at one warehouse alone where that is named. */
export interface Wanted {
  gtin: string;
  quantity: number;
  warehouse?: string;
}

export interface Balance extends Place {
  onHand: number;
  reserved: number;
  /** Nothing more of it is sold at present. */
  isShut?: boolean;
}

/** From one bucket to another, at one place; never changed afterwards. */
export interface Move extends Part {
  key: string;
  /** Number of the move among those of its key, from 0. */
  part: number;
  /** Digest of what was asked under the key. */
  content: string;
  cause: Cause;
  /** What it was for, in the words of whoever asked: an order line, a delivery note. */
  reference: string | null;
  /** Key of the reservation that it changes; null on moves that make one, and on those that have none. */
  reservation: string | null;
  from: Bucket;
  to: Bucket;
  at: Date;
}

/** What somebody wants of the stock. Quantities are whole and above zero. */
export type StockWish =
  | ({ kind: "receive" } & Part)
  | ({ kind: "adjust"; counted: number } & Place)
  /** All lines, or none of them. */
  | { kind: "reserve"; lines: readonly Wanted[] }
  /** All that it still holds, or these parts of it. What was not reserved yet can then no more be reserved, unless parts are named. */
  | { kind: "release"; reservation: string; parts?: readonly Part[] }
  /** Carried to another place, expired or not: what is available, or what a reservation holds there and goes on holding. */
  | ({ kind: "transfer"; to: string; reservation?: string } & Part)
  /** Where all that it holds is to be held from now on. */
  | { kind: "move"; reservation: string; to: readonly Part[] }
  | { kind: "ship"; reservation: string; parts: readonly Part[] };

/** A wish under a key of whoever has it: the same key with the same content is answered the same again, with another it is refused. */
export type StockRequest = StockWish & { key: string; reference?: string | undefined };

/** What the decisions of one transaction rest on, as it is locked; it changes with each of them. */
export interface Stock {
  /** By GTIN and place, in no order. */
  balances: Map<string, Map<string, Balance>>;
  /** By the key of the reservation, what it holds by place. */
  held: Map<string, Map<string, Part>>;
  /** Goods that expired before are not reserved: `2026-11-30`. */
  today: string;
}

/** The place of a mark: a move of nothing under the key of a reservation that was released before it was made. */
const NO_GOODS: Part = { warehouse: "", gtin: "", lot: null, expiry: null, quantity: 0 };

/** A move as it is decided, before it has a key and a number. */
export type Draft = Part & { cause: Cause; from: Bucket; to: Bucket };

/** The day of a moment as lots have it, `2026-11-30`: in UTC, wherever somebody stands. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Whether goods may be sold no more: on their last day they may. @param today see `dayOf` */
export function hasExpired({ expiry }: Pick<Place, "expiry">, today: string): boolean {
  return expiry !== null && expiry < today;
}

/** What keeps a reservation from being made later. */
export const MARK: Draft = { ...NO_GOODS, cause: "released", from: "reserved", to: "available" };

export function isMark({ gtin }: Pick<Part, "gtin">): boolean {
  return gtin === NO_GOODS.gtin;
}

/** No part of it but the lot, which is the last, is free text. */
export function placeKey({ warehouse, gtin, lot, expiry }: Place): string {
  return `${gtin} ${expiry ?? ""} ${warehouse} ${lot ?? ""}`;
}

/** Changes the stock as a move does: the same arithmetic as the database's own. */
export function applyMove({ balances, held }: Stock, move: Move): void {
  const { from, to, quantity, cause } = move;
  const change = (to === "reserved" ? quantity : 0) - (from === "reserved" ? quantity : 0);
  const balance = balanceAt(balances, move);
  balance.onHand += (from === "outside" ? quantity : 0) - (to === "outside" ? quantity : 0);
  balance.reserved += change;
  const reservation = cause === "reserved" ? move.key : move.reservation;
  if (reservation !== null) hold(held, reservation, move, change);
}

/** What is at a place; where nothing ever was, a balance of nothing. */
export function balanceAt(balances: Stock["balances"], at: Place): Balance {
  const { warehouse, gtin, lot, expiry } = at;
  const ofGoods = balances.get(gtin) ?? new Map<string, Balance>();
  balances.set(gtin, ofGoods);
  const place = placeKey(at);
  const balance = ofGoods.get(place) ?? { warehouse, gtin, lot, expiry, onHand: 0, reserved: 0 };
  ofGoods.set(place, balance);
  return balance;
}

function hold(held: Stock["held"], reservation: string, at: Place, change: number): void {
  const parts = held.get(reservation) ?? new Map<string, Part>();
  held.set(reservation, parts);
  const place = placeKey(at);
  const quantity = (parts.get(place)?.quantity ?? 0) + change;
  const { warehouse, gtin, lot, expiry } = at;
  if (quantity === 0) parts.delete(place);
  else parts.set(place, { warehouse, gtin, lot, expiry, quantity });
}
