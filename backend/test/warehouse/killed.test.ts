import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { Pool } from "pg";
import { createWarehouseDatabase } from "../support/databases.ts";
import { recompute } from "../../src/modules/stock/recompute.ts";
import { startFakeShop, TOKEN, type FakeShop } from "../support/warehouse/fake-shop.ts";
import { startWarehouseProcess, type WarehouseProcess } from "../support/warehouse/process.ts";
import {
  addStaff,
  basic,
  BOOK,
  clientOf,
  environmentOf,
  handsOf,
  instruction,
  type Answer,
  type Client,
} from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

type Step = "receive" | "instruct" | "pick" | "pack" | "verdict" | "ship";
const STEPS: readonly Step[] = ["receive", "instruct", "pick", "pack", "verdict", "ship"];

describe("a warehouse whose process is killed", function () {
  this.timeout(300_000);
  let shop: FakeShop;
  let databaseUrl: string;
  let drop: () => void;
  let pool: Pool;
  let password: string;
  let running: WarehouseProcess;
  let url = "";
  let env: Record<string, string>;
  let floor: Client;
  let asShop: Client;
  let shipments = 0;
  let deaths = 0;

  before(async () => {
    const database = await createWarehouseDatabase();
    [databaseUrl, drop] = [database.url, database.drop];
    shop = await startFakeShop();
    pool = new Pool({ connectionString: databaseUrl });
    env = environmentOf(databaseUrl, shop.url, { LOG_LEVEL: "info" });
    await start();
    password = await addStaff(databaseUrl, "Lea", "--lead");
    floor = clientOf(() => url, basic("Lea", password));
    asShop = clientOf(() => url, `Bearer ${TOKEN}`);
    await handsOf(floor, asShop).bin("a-01");
  });
  after(async () => {
    running.signal("SIGKILL");
    await pool.end();
    await shop.stop();
    drop();
  });

  async function start(faultAt = ""): Promise<void> {
    running = startWarehouseProcess({ ...env, FAULT_AT: faultAt });
    url = await running.url();
  }

  async function restart(faultAt = ""): Promise<void> {
    running.signal("SIGKILL");
    await running.exited;
    await start(faultAt);
  }

  /** Asks again and again under one key, as every client of ours does, starting the process anew when it has died. */
  async function insist<Body>(ask: () => Promise<Answer<Body>>): Promise<Body> {
    return waitFor("an answer", async () => {
      try {
        const { status, body } = await ask();
        if (status >= 200 && status < 300) return body;
        // Who picks up after a crash may be told that it is not let go yet: the verdict is on its way.
        if (status !== 409) throw new Error(`${status} ${JSON.stringify(body)}`);
        return undefined;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        expect(await running.exited).to.equal("SIGKILL");
        deaths++;
        await start();
        return undefined;
      }
    });
  }

  for (const step of STEPS)
    for (const when of ["before_commit", "after_commit"])
      it(`at ${step}, ${when === "before_commit" ? "before" : "after"} it was written, has lost and doubled nothing when it comes back`, async () => {
        const id = `S-${++shipments}`;
        const lot = `LOT${shipments}`;
        await restart(`warehouse.${step}.${when}:kill`);
        deaths = 0;
        const keys = { receive: randomUUID(), pick: randomUUID(), pack: randomUUID(), ship: randomUUID() };
        await insist(() =>
          floor.send("POST", "/api/floor/receipts", { gtin: BOOK, lot, expiry: null, quantity: 2, bin: "a-01" }, keys.receive),
        );
        const answer = await insist(() => asShop.send<{ answer: string }>("PUT", `/shipments/${id}`, instruction(1, [[1, BOOK, 2]])));
        expect(answer.answer).to.equal("accepted");
        const { items } = await insist(() =>
          floor.get<{ items: { id: string; bin: string; lot: string; quantity: number }[] }>(`/api/floor/tasks?shipment=${id}`),
        );
        expect(items.length).to.equal(1);
        for (const { id: task, bin, lot: of, quantity } of items)
          await insist(() => floor.send("POST", `/api/floor/tasks/${task}/pick`, { bin, gtin: BOOK, lot: of, quantity }, keys.pick));
        const { parcels } = await insist(() =>
          floor.send<{ parcels: { sscc: string }[] }>("POST", `/api/floor/shipments/${id}/pack`, {}, keys.pack),
        );
        await insist(() => floor.send("POST", `/api/floor/shipments/${id}/ship`, { carrier: "Bike" }, keys.ship));
        expect(deaths, "it died where it was told to, once").to.equal(1);
        await waitFor("the last message", () => shop.of("shipped").find(({ shipment }) => shipment === id));
        await waitFor("its stock", () => shop.of("stock").find(({ lot: of, cause }) => of === lot && cause === "shipped"));
        const told = shop.messages.filter((message) => ("shipment" in message ? message.shipment === id : message.lot === lot));
        expect(told.map((message) => (message.kind === "stock" ? `${message.cause} ${message.onHand}` : message.kind))).to.deep.equal([
          "received 2",
          "packed",
          "shipped",
          "shipped 0",
        ]);
        const packed = told.find((message) => message.kind === "packed");
        expect(packed?.kind === "packed" && packed.parcels.map(({ sscc }) => sscc)).to.deep.equal(parcels.map(({ sscc }) => sscc));
        const { rows } = await pool.query<{ sums: string }>(
          "SELECT on_hand || '/' || reserved AS sums FROM stock_balances WHERE lot = $1 AND on_hand > 0",
          [lot],
        );
        expect(rows).to.deep.equal([]);
        const kinds = await pool.query<{ cause: string; count: string }>(
          "SELECT cause, count(*) FROM stock_moves WHERE lot = $1 GROUP BY cause ORDER BY cause",
          [lot],
        );
        expect(kinds.rows.map(({ cause, count }) => `${cause} ${count}`)).to.deep.equal([
          "moved 2",
          "received 1",
          "reserved 1",
          "shipped 1",
        ]);
        expect((await recompute({ tx: { query: async (sql: string) => (await pool.query(sql)).rows } as never })).drifted).to.equal(0);
        const sequences = await pool.query<{ gaps: string }>("SELECT max(sequence) - count(*) AS gaps FROM messages");
        expect(Number(sequences.rows[0]?.gaps)).to.equal(0);
        const units = await pool.query<{ gaps: string }>("SELECT units - (SELECT count(*) FROM parcels) AS gaps FROM warehouse_state");
        expect(Number(units.rows[0]?.gaps)).to.equal(0);
      });

  it("between the shop's answer and its note is told the same again", async () => {
    const id = `S-${++shipments}`;
    const hands = handsOf(floor, asShop);
    await restart();
    await hands.receive("a-01", 1, { lot: "SENT" });
    await hands.instruct(id, 1, [[1, BOOK, 1]]);
    await hands.pickAll(id);
    const received = await waitFor("the receipt", () => shop.of("stock").find(({ lot }) => lot === "SENT"));
    await waitFor("its note", async () => {
      const { rows } = await pool.query<{ taken: string }>("SELECT taken FROM warehouse_state");
      return Number(rows[0]?.taken) >= received.sequence ? true : undefined;
    });
    await restart("warehouse.sender.answered:kill");
    await hands.pack(id);
    expect(await running.exited).to.equal("SIGKILL");
    expect((await waitFor("the shop's answer", () => shop.of("packed").find(({ shipment }) => shipment === id))).fence).to.equal(1);
    await start();
    await handsOf(floor, asShop).until(id, "loadable");
    expect(shop.of("packed").filter(({ shipment }) => shipment === id).length).to.equal(1);
  });
});
