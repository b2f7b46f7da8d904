import fc from "fast-check";
import { expect } from "chai";
import type { StockRequest } from "../../src/modules/stock/stock.domain.ts";
import { recompute } from "../../src/modules/stock/recompute.ts";
import { post } from "../../src/modules/stock/stock.service.ts";
import { inTransaction, selectRows } from "../../src/platform/context.ts";
import { BOOK, PENCIL, startStock, wordOf, type StockWorld } from "../support/stock/world.ts";
import { createUnits } from "../support/stock/units.ts";

const WAREHOUSES = ["alpha", "beta"] as const;
const LOTS = [
  { lot: "A", expiry: "2999-01-01" },
  { lot: "B", expiry: "2998-01-01" },
  { lot: null, expiry: null },
  { lot: "OLD", expiry: "2001-01-01" },
] as const;

const place = fc
  .record({ warehouse: fc.constantFrom(...WAREHOUSES), at: fc.constantFrom(...LOTS) })
  .map(({ warehouse, at }) => ({ warehouse, ...at }));
const gtin = fc.constantFrom(BOOK, PENCIL);
const quantity = fc.integer({ min: 1, max: 4 });
const parts = fc.array(
  fc.tuple(place, gtin, quantity).map(([where, goods, count]) => ({ ...where, gtin: goods, quantity: count })),
  { minLength: 1, maxLength: 2 },
);
const lines = fc.array(
  fc.tuple(gtin, quantity, fc.option(fc.constantFrom(...WAREHOUSES))).map(([goods, count, warehouse]) => ({
    ...{ gtin: goods, quantity: count },
    ...(warehouse === null ? {} : { warehouse }),
  })),
  { minLength: 1, maxLength: 2 },
);
/** Few, so that they meet again. */
const name = fc.integer({ min: 0, max: 11 }).map((n) => `k${n}`);

const request: fc.Arbitrary<StockRequest> = fc.oneof(
  fc.tuple(name, place, gtin, quantity).map(([key, at, goods, n]) => ({ kind: "receive" as const, key, ...at, gtin: goods, quantity: n })),
  fc
    .tuple(name, place, gtin, fc.integer({ min: 0, max: 6 }))
    .map(([key, at, goods, counted]) => ({ kind: "adjust" as const, key, ...at, gtin: goods, counted })),
  fc.tuple(name, lines).map(([key, wanted]) => ({ kind: "reserve" as const, key, lines: wanted })),
  fc.tuple(name, name).map(([key, reservation]) => ({ kind: "release" as const, key, reservation })),
  fc.tuple(name, name, parts).map(([key, reservation, some]) => ({ kind: "release" as const, key, reservation, parts: some })),
  fc.tuple(name, place, gtin, quantity, fc.constantFrom(...WAREHOUSES), fc.option(name)).map(([key, at, goods, n, to, reservation]) => ({
    ...{ kind: "transfer" as const, key, ...at, gtin: goods, quantity: n, to },
    ...(reservation === null ? {} : { reservation }),
  })),
  fc.tuple(name, name, parts).map(([key, reservation, to]) => ({ kind: "move" as const, key, reservation, to })),
  fc.tuple(name, name, parts).map(([key, reservation, shipped]) => ({ kind: "ship" as const, key, reservation, parts: shipped })),
);

/** In which order a request's moves are made says another test. */
const inAnyOrder = (word: string) => word.split(", ").sort().join(", ");

describe("the ledger of stock, beside a model that counts single units", () => {
  let stock: StockWorld;
  before(async () => (stock = await startStock()));
  after(() => stock.stop());

  it("answers the same to whatever comes, together or one by one, and drifts nowhere", async function () {
    this.timeout(240_000);
    const undone = new Error("undone");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(request, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }), async (batches) => {
        const units = createUnits();
        // All of it in a transaction that is undone: each run finds an empty ledger.
        const run = inTransaction(stock, async (ctx) => {
          for (const batch of batches) {
            const answers = (await post(ctx, batch)).map(wordOf).map(inAnyOrder);
            expect(answers, JSON.stringify(batch)).to.deep.equal(batch.map((one) => inAnyOrder(units.post(one))));
          }
          const rows = await selectRows<{ place: string }>(
            ctx,
            `SELECT gtin || ' ' || warehouse || ' ' || lot || ' ' || on_hand || '/' || reserved AS place FROM stock_balances WHERE on_hand > 0 ORDER BY 1`,
          );
          expect(rows.map(({ place }) => place)).to.deep.equal(units.balances());
          expect((await recompute(ctx)).drifted).to.equal(0);
          throw undone;
        });
        await run.catch((error: unknown) => {
          if (error !== undone) throw error;
        });
      }),
      { seed: 7, numRuns: 60, endOnFailure: false },
    );
  });
});
