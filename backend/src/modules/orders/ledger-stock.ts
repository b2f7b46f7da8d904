import { availableNow, granted, heldBy, isPosted, post, type Part, type Reserve } from "../stock/stock.queries.ts";
import type { Stock, StockLine } from "./orders.ports.ts";

/** The goods of the shop as the ledger of stock has them: each order is one reservation. */
export function createLedgerStock(reserve: Reserve): Stock {
  return {
    available: availableNow,
    async reserve(order, lines) {
      const wanted = lines.map(({ gtin, quantity }) => ({ gtin, quantity }));
      const answer = await reserve({ key: reservationOf(order), lines: wanted, reference: order });
      if ("problem" in answer && answer.lack !== undefined) return answer.lack;
      granted(answer);
      return "held";
    },
    async release(ctx, order) {
      const reservation = reservationOf(order);
      const [answer] = await post(ctx, [{ kind: "release", key: `${reservation}:let-go`, reservation, reference: order }]);
      granted(answer);
    },
    async ship(ctx, order, shipment, lines) {
      const reservation = reservationOf(order);
      const key = `${reservation}:${shipment}`;
      // Where it was taken from then is not held any more.
      if (await isPosted(ctx, key)) return;
      const parts = partsFor(lines, (await heldBy(ctx, reservation)) ?? []);
      const [answer] = await post(ctx, [{ kind: "ship", key, reservation, parts, reference: order }]);
      granted(answer);
    },
  };
}

/** Where all of it is taken from, in the order in which it was reserved. @throws when less is held: it is an error to let it leave */
function partsFor(lines: readonly StockLine[], held: readonly Part[]): Part[] {
  return lines.flatMap(({ gtin, quantity }) => {
    let missing = quantity;
    const parts = held.flatMap((part): Part[] => {
      const taken = part.gtin === gtin ? Math.min(missing, part.quantity) : 0;
      missing -= taken;
      return taken === 0 ? [] : [{ ...part, quantity: taken }];
    });
    if (missing > 0) throw new Error(`${missing} of ${quantity} pieces of ${gtin} are not held`);
    return parts;
  });
}

function reservationOf(order: string): string {
  return `order:${order}`;
}
