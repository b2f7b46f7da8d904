import { expect } from "chai";
import { recompute } from "../../src/modules/stock/recompute.ts";
import { seeded } from "../support/seeded.ts";
import { runKilledClients } from "../support/stock/killed-clients.ts";
import { BOOK, PENCIL, receipt, startStock, type StockWorld } from "../support/stock/world.ts";

describe("clients of the ledger that are killed at any moment", () => {
  let stock: StockWorld;
  before(async () => (stock = await startStock()));
  after(() => stock.stop());

  it("get what there is and no more, and each what it was told, once", async function () {
    this.timeout(240_000);
    await stock.post(receipt("books", 150, { gtin: BOOK }), receipt("pencils", 10_000, { gtin: PENCIL }));
    const { attempts, kills, got } = await runKilledClients({
      ...{ url: stock.url, gtins: [BOOK, PENCIL], attempts: 100 },
      ...{ processes: 2, clientsPerProcess: 4, killEvery: 300, random: seeded(1) },
    });
    expect(attempts).to.equal(800);
    // The second may meet a process that has just ended.
    expect(kills).to.be.within(1, 2);
    // Half of the attempts want books, of which there are fewer.
    expect([got.get(BOOK), got.get(PENCIL)]).to.deep.equal([150, 400]);
    expect([await stock.balances(BOOK), await stock.balances(PENCIL)]).to.deep.equal([
      { "alpha L1": "150/150" },
      { "alpha L1": "10000/400" },
    ]);
    expect((await recompute({ tx: stock.db.dataSource.manager })).drifted).to.equal(0);
  });
});
