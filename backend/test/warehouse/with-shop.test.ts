import { expect } from "chai";
import { freePort } from "../../../scripts/services/ports.ts";
import { createWarehouseDatabase } from "../support/databases.ts";
import { DEVELOPMENT_SERVICE_SECRET } from "../../src/config/development-keys.ts";
import { createLines } from "../../src/modules/warehouses/line/lines.ts";
import type { WarehouseLine } from "../../src/modules/warehouses/line/warehouse-line.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";
import { waitFor } from "../support/wait-for.ts";
import { startWarehouseProcess, type WarehouseProcess } from "../support/warehouse/process.ts";
import { addStaff, basic, BOOK, clientOf, environmentOf, handsOf, instruction } from "../support/warehouse/world.ts";
import { startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

describe("a warehouse and the shop, each as it is", function () {
  this.timeout(120_000);
  let shop: WarehousesShop;
  let running: WarehouseProcess;
  let line: WarehouseLine;
  let hands: ReturnType<typeof handsOf>;
  before(async () => {
    shop = await startWarehousesShop();
    const { url: databaseUrl } = await createWarehouseDatabase();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const token = warehouseToken(DEVELOPMENT_SERVICE_SECRET, "alpha");
    const env = { PORT: String(port), WAREHOUSE_URL: url, SERVICE_TOKEN: token, LOG_LEVEL: "info" };
    running = startWarehouseProcess(environmentOf(databaseUrl, shop.url, env));
    await running.url();
    const password = await addStaff(databaseUrl, "Lea", "--lead");
    hands = handsOf(
      clientOf(() => url, basic("Lea", password)),
      clientOf(() => url, `Bearer ${token}`),
    );
    line = createLines(shop.app).to({ id: "alpha", url });
    await hands.bin("a-01");
  });
  after(async () => {
    running.signal("SIGKILL");
    await shop.stop();
  });

  const balances = (lot: string, sums: string) =>
    waitFor(`${lot} is ${sums}`, async () => ((await shop.balances(BOOK))[lot] === sums ? true : undefined));

  it("know each other once the warehouse has registered, and each what the other says", async () => {
    await waitFor("the registration", async () => ((await shop.get("/api/warehouses/alpha")).status === 200 ? true : undefined));
    expect((await line.health()).id).to.equal("alpha");
    await hands.receive("a-01", 5, { lot: "W1" });
    await balances("W1", "5/0");
  });

  it("agree by the tree, and the shop is put right where it does not", async () => {
    const compare = async () =>
      (await shop.post("/api/warehouses/alpha/comparison")).json<{ differences: number; repaired: number; isLate: boolean }>();
    expect(await compare()).to.include({ differences: 0, isLate: false });
    await shop.app.db.pool.query("UPDATE warehouse_stock SET on_hand = on_hand + 7");
    expect(await compare()).to.include({ differences: 1, repaired: 1, isLate: false });
    expect(await compare()).to.include({ differences: 0 });
  });

  it("ship what the shop instructs: packed, let go, left, and gone from both ledgers", async () => {
    const { goods, delivery } = instruction(1, [[1, BOOK, 2]]);
    const answer = await line.instruct({ id: "F-1", fence: 1, order: "O-1", goods, delivery });
    expect([answer.answer, answer.goods[0]?.lot]).to.deep.equal(["accepted", "W1"]);
    await hands.pickAll("F-1");
    await hands.pack("F-1");
    await hands.until("F-1", "loadable");
    await hands.ship("F-1");
    await waitFor("its message", () => (shop.shipments.heard.includes("alpha shipped F-1") ? true : undefined));
    expect(shop.shipments.heard).to.include("alpha packed F-1 1");
    await balances("W1", "3/0");
    expect(await line.withdraw({ id: "F-1", fence: 2 })).to.deep.equal({ fence: 2, answer: "too-late" });
    expect((await hands.shipment("F-1")).delivery).to.deep.equal(delivery);
    expect(await line.forget("F-1")).to.deep.equal({ answer: "forgotten" });
    expect((await hands.shipment("F-1")).delivery).to.equal(null);
  });

  it("unpack what the shop has other plans for", async () => {
    shop.shipments.verdict = "stale";
    const { goods, delivery } = instruction(1, [[1, BOOK, 1]]);
    await line.instruct({ id: "F-2", fence: 1, order: "O-2", goods, delivery });
    await hands.pickAll("F-2");
    await hands.pack("F-2");
    expect((await hands.until("F-2", "stale")).tasks.filter(({ kind }) => kind === "unpack").length).to.equal(1);
    expect(await line.withdraw({ id: "F-2", fence: 2 })).to.deep.equal({ fence: 2, answer: "withdrawn" });
  });
});
