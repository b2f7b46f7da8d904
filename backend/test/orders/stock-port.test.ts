import { expect } from "chai";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import type { Stock } from "../../src/modules/orders/orders.ports.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { inTransaction, type Ctx } from "../../src/platform/context.ts";
import { createFakeStock } from "../support/fake-stock.ts";
import { BOOK, PENCIL, receipt, startStock } from "../support/stock/world.ts";

/** Stock of some kind, and what can be seen of it from outside. */
interface Kind {
  stock: Stock;
  receive(gtin: string, quantity: number): Promise<void>;
  /** How many of a GTIN are not held. */
  left(gtin: string): Promise<number>;
  /** Each call is a transaction of its own. */
  inTransaction<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

async function startLedger(): Promise<Kind> {
  const world = await startStock();
  let receipts = 0;
  return {
    stock: createLedgerStock(createReserveFront(world)),
    async receive(gtin, quantity) {
      await world.post(receipt(`receipt ${++receipts}`, quantity, { gtin, lot: `L${receipts}` }));
    },
    async left(gtin) {
      const sums = Object.values(await world.balances(gtin)).map((text) => text.split("/").map(Number) as [number, number]);
      return sums.reduce((sum, [onHand, reserved]) => sum + onHand - reserved, 0);
    },
    inTransaction: (work) => inTransaction(world, work),
    stop: world.stop,
  };
}

async function startFake(): Promise<Kind> {
  const stock = createFakeStock();
  return {
    stock,
    receive: async (gtin, quantity) => void stock.left.set(gtin, (stock.left.get(gtin) ?? 0) + quantity),
    left: async (gtin) => stock.left.get(gtin) ?? 0,
    inTransaction: (work) => work({} as Ctx),
    stop: async () => {},
  };
}

for (const [name, start] of [
  ["the ledger", startLedger],
  ["the stock of tests", startFake],
] as const)
  describe(`stock as orders need it, by ${name}`, () => {
    let kind: Kind;
    before(async () => (kind = await start()));
    after(() => kind.stop());
    /** Leaves six books in two lots, and two pencils. */
    beforeEach(async () => {
      for (const [gtin, quantity] of [
        [BOOK, 3],
        [BOOK, 3],
        [PENCIL, 2],
      ] as const)
        await kind.receive(gtin, quantity);
      atFirst = await left();
    });

    let atFirst: [number, number];
    let orders = 0;
    const newOrder = () => `${name}-${++orders}`;
    const books = (quantity: number) => ({ number: 1, gtin: BOOK, quantity });
    const pencils = (quantity: number) => ({ number: 2, gtin: PENCIL, quantity });
    const left = async (): Promise<[number, number]> => [await kind.left(BOOK), await kind.left(PENCIL)];
    const expectTaken = async (ofBooks: number, ofPencils: number) =>
      expect(await left()).to.deep.equal([atFirst[0] - ofBooks, atFirst[1] - ofPencils]);
    const release = (order: string) => kind.inTransaction((ctx) => kind.stock.release(ctx, order, [books(1), pencils(1)]));
    const ship = (order: string, shipment: string, ...lines: ReturnType<typeof books>[]) =>
      kind.inTransaction((ctx) => kind.stock.ship(ctx, order, shipment, lines));

    it("holds all lines of an order, and answers the same again", async () => {
      const order = newOrder();
      for (let i = 0; i < 2; i++) expect(await kind.stock.reserve(order, [books(4), pencils(1)])).to.equal("held");
      await expectTaken(4, 1);
    });

    it("says how many of some articles can be ordered now, and of which there are any", async () => {
      const order = newOrder();
      const available = (gtins?: readonly string[]) => kind.inTransaction((ctx) => kind.stock.available(ctx, gtins));
      expect([...(await available([BOOK, "09506000134345"]))]).to.deep.equal([[BOOK, atFirst[0]]]);
      await kind.stock.reserve(order, [books(1), pencils(atFirst[1])]);
      expect([...(await available()).keys()]).to.deep.equal([BOOK]);
      expect([...(await available([BOOK, PENCIL]))]).to.deep.equal([[BOOK, atFirst[0] - 1]]);
      await release(order);
      expect([...(await available()).keys()].sort()).to.deep.equal([BOOK, PENCIL].sort());
    });

    it("holds nothing when one line is lacking, and says of what there is how much", async () => {
      const order = newOrder();
      const wanted = atFirst[1] + 1;
      for (let i = 0; i < 2; i++)
        expect(await kind.stock.reserve(order, [books(1), pencils(wanted)])).to.deep.equal({ gtin: PENCIL, left: atFirst[1] });
      await expectTaken(0, 0);
      await kind.receive(PENCIL, 1);
      expect(await kind.stock.reserve(order, [books(1), pencils(wanted)])).to.equal("held");
    });

    it("gives all to one of two orders that want the same at the same moment", async () => {
      const lines = [books(atFirst[0]), pencils(atFirst[1])];
      const answers = await Promise.all([kind.stock.reserve(newOrder(), lines), kind.stock.reserve(newOrder(), [...lines].reverse())]);
      expect(answers[0]).to.equal("held");
      expect(answers[1]).to.deep.equal({ gtin: PENCIL, left: 0 });
      await expectTaken(...atFirst);
    });

    it("lets go what is held, once", async () => {
      const order = newOrder();
      await kind.stock.reserve(order, [books(4), pencils(1)]);
      for (let i = 0; i < 2; i++) await release(order);
      await expectTaken(0, 0);
      // Asked for again by whoever did not hear of it: the answer is the old one, and nothing is held.
      expect(await kind.stock.reserve(order, [books(4), pencils(1)])).to.equal("held");
      await expectTaken(0, 0);
    });

    it("holds nothing for an order that was let go before it reserved", async () => {
      const order = newOrder();
      for (let i = 0; i < 2; i++) await release(order);
      for (let i = 0; i < 2; i++) expect(await kind.stock.reserve(order, [books(1), pencils(1)])).to.deep.equal({ gtin: BOOK, left: 0 });
      await release(order);
      await expectTaken(0, 0);
    });

    it("ships in parts, each once, and lets go what is left", async () => {
      const order = newOrder();
      await kind.stock.reserve(order, [books(5), pencils(2)]);
      for (let i = 0; i < 2; i++) await ship(order, "first", books(4));
      for (let i = 0; i < 2; i++) await ship(order, "second", books(1), pencils(1));
      await ship(order, "first", books(4));
      await expectTaken(5, 2);
      for (let i = 0; i < 2; i++) await release(order);
      await expectTaken(5, 1);
    });

    it("says what an order holds and what nobody does, and holds it where it is told to, all of it or nothing", async () => {
      const order = newOrder();
      await kind.stock.reserve(order, [books(2), pencils(1)]);
      const where = () => kind.inTransaction((ctx) => kind.stock.where(ctx, order, [BOOK]));
      const sum = (parts: readonly { quantity: number }[]) => parts.reduce((total, { quantity }) => total + quantity, 0);
      const { held, free } = await where();
      expect([sum(held), sum(free), held.every(({ gtin }) => gtin === BOOK)]).to.deep.equal([2, atFirst[0] - 2, true]);
      const [place] = free.filter(({ quantity }) => quantity >= 2);
      if (place === undefined) return expect.fail("there is nothing free");
      const all = (await kind.inTransaction((ctx) => kind.stock.where(ctx, order, [PENCIL]))).held;
      const parts = [{ ...place, quantity: 2 }, ...all];
      for (let i = 0; i < 2; i++)
        expect(await kind.inTransaction((ctx) => kind.stock.place(ctx, order, "there", parts))).to.equal("placed");
      expect((await where()).held).to.deep.equal([{ ...place, quantity: 2 }]);
      await expectTaken(2, 1);
      await release(order);
    });

    it("lets go a part of what is held, once, and no more than is held", async () => {
      const order = newOrder();
      await kind.stock.reserve(order, [books(3), pencils(1)]);
      const [held] = (await kind.inTransaction((ctx) => kind.stock.where(ctx, order, [BOOK]))).held;
      if (held === undefined) return expect.fail("nothing is held");
      const giveUp = (key: string, quantity: number) =>
        kind.inTransaction((ctx) => kind.stock.giveUp(ctx, order, key, [{ ...held, quantity }]));
      for (let i = 0; i < 2; i++) await giveUp("one", 1);
      await expectTaken(2, 1);
      expect(
        await giveUp("too many", 3).then(
          () => "let go",
          () => "refused",
        ),
      ).to.equal("refused");
      await expectTaken(2, 1);
      await ship(order, "rest", books(2), pencils(1));
      await release(order);
      await expectTaken(2, 1);
    });

    it("has on its shelves again what came back, once", async () => {
      const order = newOrder();
      await kind.stock.reserve(order, [books(2), pencils(1)]);
      const [held] = (await kind.inTransaction((ctx) => kind.stock.where(ctx, order, [BOOK]))).held;
      if (held === undefined) return expect.fail("nothing is held");
      await ship(order, "all", books(2), pencils(1));
      for (let i = 0; i < 2; i++) await kind.inTransaction((ctx) => kind.stock.takeBack(ctx, order, "back", [{ ...held, quantity: 1 }]));
      await kind.inTransaction((ctx) => kind.stock.takeBack(ctx, order, "written off", []));
      await expectTaken(1, 1);
    });

    it("ships no more than is held, and then nothing of it", async () => {
      const [order, other] = [newOrder(), newOrder()];
      await kind.stock.reserve(order, [books(2), pencils(1)]);
      const failed = async (shipping: Promise<void>) =>
        expect(
          await shipping.then(
            () => "shipped",
            () => "refused",
          ),
        ).to.equal("refused");
      await failed(ship(order, "too much", pencils(1), books(3)));
      await failed(ship(other, "of nothing", books(1)));
      await release(order);
      await failed(ship(order, "too late", books(1)));
      await expectTaken(0, 0);
    });
  });
