import { expect } from "chai";
import { createGuard } from "../../src/modules/warehouses/line/guard.ts";
import { createLines } from "../../src/modules/warehouses/line/lines.ts";
import { WarehouseRefused, WarehouseUnreachable } from "../../src/modules/warehouses/line/warehouse-unreachable.ts";
import { ask, type Question } from "../../src/platform/outbound/ask.ts";
import type { FakeWarehouseServer } from "../support/fake-warehouse-server.ts";
import { waitFor } from "../support/wait-for.ts";
import { BOOK, startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

const goods = [{ line: 1, gtin: BOOK, lot: null, expiry: null, quantity: 1, title: "A book" }];
const delivery = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };
const instruction = (id: string) => ({ id, fence: 1, order: "O1", goods, delivery });
const noPause = { initialDelay: 1, maxDelay: 1 };

const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: Error) => error.name,
  );

describe("the line to a warehouse", () => {
  describe("is guarded, so that", () => {
    const failing = () => {
      let calls = 0;
      return {
        count: () => calls,
        work: async () => {
          calls++;
          throw new WarehouseUnreachable("no answer");
        },
      };
    };

    it("no more than a fifth of all questions are repeated", async () => {
      const guard = createGuard({ told: () => undefined, pause: noPause, halfOpenAfter: 0 });
      const { count, work } = failing();
      for (let call = 1; call <= 100; call++) {
        await kindOf(guard.run(work));
        expect(count(), `after ${call}`).to.be.at.most(call + call / 5);
      }
      expect(count()).to.equal(120);
    });

    it("one that failed is repeated, and answered by the next", async () => {
      const guard = createGuard({ told: () => undefined, pause: noPause });
      for (let call = 0; call < 5; call++) await guard.run(async () => "well");
      let tries = 0;
      const answer = await guard.run(async () => {
        if (++tries === 1) throw new WarehouseUnreachable("no answer");
        return "well";
      });
      expect([answer, tries]).to.deep.equal(["well", 2]);
    });

    it("after five failures nobody asks any more, then one tries, and all ask again once that was answered", async () => {
      const told: string[] = [];
      const guard = createGuard({ told: (breaker) => told.push(breaker), pause: noPause, halfOpenAfter: 50 });
      const { count, work } = failing();
      for (let call = 0; call < 8; call++) expect(await kindOf(guard.run(work))).to.equal("WarehouseUnreachable");
      expect([count(), guard.breaker]).to.deep.equal([5, "open"]);
      await waitFor("the breaker to try", async () => ((await kindOf(guard.run(async () => "well"))) === "answered" ? true : undefined));
      expect(told).to.deep.equal(["open", "half-open", "closed"]);
    });

    it("a refusal is an answer: it is not repeated, and counts for nothing", async () => {
      const guard = createGuard({ told: () => undefined, pause: noPause });
      let calls = 0;
      for (let call = 0; call < 20; call++) {
        const refused = guard.run(async () => {
          calls++;
          throw new WarehouseRefused("an older word", 409);
        });
        expect(await kindOf(refused)).to.equal("WarehouseRefused");
      }
      expect([calls, guard.breaker]).to.deep.equal([20, "closed"]);
    });

    it("it is closed at once when it is known that somebody answers", async () => {
      const guard = createGuard({ told: () => undefined, pause: noPause });
      const { work } = failing();
      for (let call = 0; call < 5; call++) await kindOf(guard.run(work));
      expect(guard.breaker).to.equal("open");
      guard.close();
      expect([guard.breaker, await guard.run(async () => "well")]).to.deep.equal(["closed", "well"]);
    });
  });

  describe("over HTTP", () => {
    let shop: WarehousesShop;
    let warehouse: FakeWarehouseServer;
    before(async function () {
      this.timeout(120_000);
      shop = await startWarehousesShop();
    });
    after(() => shop.stop());
    let number = 0;
    beforeEach(async () => {
      warehouse = await shop.warehouse(`alpha-${++number}`);
    });
    const lineTo = (one: FakeWarehouseServer) => createLines(shop.app).to(one);

    it("brings instructions and withdrawals with the token of that warehouse, and their answers back", async () => {
      const line = lineTo(warehouse);
      const answer = await line.instruct(instruction("F/1"));
      expect(answer).to.deep.equal({
        fence: 1,
        answer: "accepted",
        goods: [{ line: 1, gtin: BOOK, lot: null, expiry: null, quantity: 1 }],
      });
      expect(await line.withdraw({ id: "F/1", fence: 2 })).to.deep.equal({ fence: 2, answer: "withdrawn" });
      // A new warehouse is asked for its health by itself, too.
      expect(warehouse.asked.filter(({ path }) => path !== "/health").map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
        "PUT /shipments/F%2F1",
        "POST /shipments/F%2F1/withdrawal",
      ]);
      const { id: _, ...body } = instruction("F/1");
      expect(warehouse.asked[0]?.body).to.deep.equal(body);
    });

    it("has eight questions on it at most, and the others wait", async () => {
      warehouse.mood = "hold";
      const line = lineTo(warehouse);
      const all = Promise.all(Array.from({ length: 20 }, (_, n) => line.instruct(instruction(`F${n}`))));
      await waitFor("eight questions", () => (warehouse.asked.length === 8 ? true : undefined));
      warehouse.mood = "well";
      warehouse.letGo();
      expect(await all).to.have.length(20);
      expect(warehouse.mostInFlight).to.equal(8);
    });

    it("says so when nobody answers, somebody else does, or what is answered is none", async () => {
      for (const mood of ["dead", 500, 503, 429] as const) {
        warehouse.mood = mood;
        expect(await kindOf(lineTo(warehouse).instruct(instruction("F1"))), String(mood)).to.equal("WarehouseUnreachable");
      }
      for (const mood of [400, 401, 404, 409] as const) {
        warehouse.mood = mood;
        expect(await kindOf(lineTo(warehouse).instruct(instruction("F1"))), String(mood)).to.equal("WarehouseRefused");
      }
      warehouse.mood = 200;
      expect(await kindOf(lineTo(warehouse).instruct(instruction("F1")))).to.equal("WarehouseUnreachable");
      const nobody = { ...warehouse, url: "http://127.0.0.1:1" };
      expect(await kindOf(lineTo(nobody).instruct(instruction("F1")))).to.equal("WarehouseUnreachable");
    });

    it("shows everybody that the breaker is open, whichever process found that out", async () => {
      warehouse.mood = "dead";
      const line = lineTo(warehouse);
      for (let call = 0; call < 6; call++) await kindOf(line.instruct(instruction("F1")));
      await waitFor("the breaker to be shown", async () => ((await shop.view(warehouse.id)).breaker === "open" ? true : undefined));
    });

    it("leads to no private address in production, unless its host was named", async () => {
      const question: Question = {
        ...{ method: "GET" as const, url: `${warehouse.url}/health`, headers: {}, timeoutMilliseconds: 5_000, maxAnswerBytes: 1_000 },
        mode: "production",
      };
      expect(await kindOf(ask(question))).to.equal("ForbiddenDestination");
      expect(await kindOf(ask({ ...question, ownHosts: ["elsewhere:80"] }))).to.equal("ForbiddenDestination");
      expect(await kindOf(ask({ ...question, ownHosts: [new URL(warehouse.url).host] }))).to.equal("answered");
    });
  });
});
