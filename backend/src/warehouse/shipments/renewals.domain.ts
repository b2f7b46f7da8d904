import type { Part } from "../../modules/stock/stock.queries.ts";
import type { Taken } from "./shipments.domain.ts";

/** Goods of a task that have expired, at one place where they are held for it. */
export interface ExpiredPart extends Part {
  line: number;
}

export interface Renewal {
  /** What is to be picked instead, by line; each place once. */
  instead: (Taken & { line: number })[];
  /** What of the expired parts is replaced by that. */
  replaced: ExpiredPart[];
  /** What there is nothing for. */
  lacking: ExpiredPart[];
}

/** What is picked instead of what has expired, the earliest expiry first. Pure. @param free in that order, and nothing of it expired */
export function renewalOf(expired: readonly ExpiredPart[], free: readonly Part[]): Renewal {
  const left = free.map((part) => ({ ...part }));
  const renewal: Renewal = { instead: [], replaced: [], lacking: [] };
  for (const part of expired) {
    let missing = part.quantity;
    for (const other of left) {
      const quantity = other.gtin === part.gtin ? Math.min(missing, other.quantity) : 0;
      if (quantity === 0) continue;
      other.quantity -= quantity;
      missing -= quantity;
      const { warehouse: bin, gtin, lot, expiry } = other;
      const known = renewal.instead.find(
        (one) => one.line === part.line && one.bin === bin && one.gtin === gtin && one.lot === lot && one.expiry === expiry,
      );
      if (known) known.quantity += quantity;
      else renewal.instead.push({ line: part.line, bin, gtin, lot, expiry, quantity });
    }
    if (missing < part.quantity) renewal.replaced.push({ ...part, quantity: part.quantity - missing });
    if (missing > 0) renewal.lacking.push({ ...part, quantity: missing });
  }
  return renewal;
}
