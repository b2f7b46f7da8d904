import { availableNow, freeOf, granted, heldBy, isPosted, post, type Part, type Reserve } from "../stock/stock.queries.ts";
import type { Stock, StockLine, StockPart } from "./orders.ports.ts";

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
    async where(ctx, order, gtins) {
      const held = (await heldBy(ctx, reservationOf(order))) ?? [];
      return { held: held.filter(({ gtin }) => gtins.includes(gtin)), free: await freeOf(ctx, gtins) };
    },
    async place(ctx, order, key, parts) {
      const reservation = reservationOf(order);
      const [answer] = await post(ctx, [{ kind: "move", key: `${reservation}:${key}`, reservation, to: parts, reference: order }]);
      if (answer !== undefined && "problem" in answer && answer.lack !== undefined) return answer.lack;
      granted(answer);
      return "placed";
    },
    async giveUp(ctx, order, key, parts) {
      const reservation = reservationOf(order);
      const [answer] = await post(ctx, [{ kind: "release", key: `${reservation}:${key}`, reservation, parts, reference: order }]);
      granted(answer);
    },
    async ship(ctx, order, shipment, lines, from = []) {
      const reservation = reservationOf(order);
      const key = `${reservation}:${shipment}`;
      // Where it was taken from then is not held any more.
      if (await isPosted(ctx, key)) return;
      const parts = partsFor(lines, (await heldBy(ctx, reservation)) ?? [], from);
      const [answer] = await post(ctx, [{ kind: "ship", key, reservation, parts, reference: order }]);
      granted(answer);
    },
    async takeBack(ctx, order, back, parts) {
      const receive = (part: StockPart, index: number) => ({
        ...{ kind: "receive" as const, key: `${reservationOf(order)}:${back}:${index}`, reference: order },
        ...part,
      });
      if (parts.length > 0) for (const answer of await post(ctx, parts.map(receive))) granted(answer);
    },
  };
}

/** Where all of it is taken from: where it is said to be, else at the same warehouse, else as it was reserved. @throws when less is held: it is an error to let it leave */
function partsFor(lines: readonly StockLine[], held: readonly Part[], from: readonly Part[]): Part[] {
  return lines.flatMap(({ gtin, quantity }) => {
    let missing = quantity;
    const said = from.filter((part) => part.gtin === gtin);
    const rank = ({ warehouse, lot, expiry }: Part) => {
      const here = said.filter((part) => part.warehouse === warehouse);
      return here.some((part) => part.lot === lot && part.expiry === expiry) ? 0 : here.length > 0 ? 1 : 2;
    };
    const parts = held
      .filter((part) => part.gtin === gtin)
      .sort((a, b) => rank(a) - rank(b))
      .flatMap((part): Part[] => {
        const taken = Math.min(missing, part.quantity);
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
