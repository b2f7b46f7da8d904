import { granted, heldBy, post, type Part, type Reserve, type StockRequest } from "../stock/stock.queries.ts";
import type { Stock } from "./orders.ports.ts";

const NEVER_RESERVED = "stock.unknown-reservation";

/** The goods of the shop as the ledger of stock has them: each line of an order is one reservation. */
export function createLedgerStock(reserve: Reserve): Stock {
  return {
    async reserve(order, lines) {
      const answers = await Promise.all(
        lines.map(({ number, gtin, quantity }) => reserve({ key: reservationOf(order, number), gtin, quantity, reference: order })),
      );
      for (const [index, answer] of answers.entries()) {
        const gtin = lines[index]?.gtin ?? "";
        if ("problem" in answer && answer.left !== undefined) return { gtin, left: answer.left };
        granted(answer);
      }
      return "held";
    },
    async release(ctx, order, lines) {
      const requests = lines.map(({ number }): StockRequest => {
        const reservation = reservationOf(order, number);
        return { kind: "release", key: `${reservation}:let-go`, reservation, reference: order };
      });
      for (const answer of await post(ctx, requests))
        // What was never reserved holds nothing.
        if (!("problem" in answer) || answer.problem.problem.code !== NEVER_RESERVED) granted(answer);
    },
    async ship(ctx, order, shipment, lines) {
      const requests: StockRequest[] = [];
      for (const { number, quantity } of lines) {
        const reservation = reservationOf(order, number);
        const parts = partsFor(quantity, (await heldBy(ctx, reservation)) ?? []);
        requests.push({ kind: "ship", key: `${reservation}:${shipment}`, reservation, parts, reference: order });
      }
      for (const answer of await post(ctx, requests)) granted(answer);
    },
  };
}

/** Where so many of what is held are taken from, in the order in which it was reserved. */
function partsFor(quantity: number, held: readonly Part[]): Omit<Part, "gtin">[] {
  let missing = quantity;
  return held.flatMap(({ warehouse, lot, expiry, quantity: here }) => {
    const taken = Math.min(missing, here);
    missing -= taken;
    return taken === 0 ? [] : [{ warehouse, lot, expiry, quantity: taken }];
  });
}

function reservationOf(order: string, line: number): string {
  return `order:${order}:${line}`;
}
