import type { OrderRouting } from "@waybill/protocol/schemas/api/orders";
import type { RoutingPricesRequest, RoutingPricesView } from "@waybill/protocol/schemas/api/routing";
import { expect } from "chai";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { destinationOf } from "../../src/modules/orders/planning/destination.ts";
import { FIRST_PRICES } from "../../src/modules/orders/planning/routing-prices.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { createFakeWarehouses, routable, type FakeWarehouses } from "../support/fake-warehouses.ts";
import { installationToken } from "../support/installation.ts";
import { expectProblem } from "../support/problem.ts";
import { ADDRESS, BOOK, startShop, type Shop } from "../support/shop.ts";

/** Berlin, and Munich. */
const AREAS = [
  { prefix: "1", latitude: 52.5, longitude: 13.4 },
  { prefix: "8", latitude: 48.1, longitude: 11.6 },
];

describe("what plans are charged for", () => {
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  let auditor: string;
  before(async () => {
    // Berlin, and Munich, which ships for less and emits more.
    const terms = { minorPerUnit: 20, minorPerTonneKilometre: 30 };
    warehouses = createFakeWarehouses(
      routable("alpha", {
        ...{ latitude: 52.5, longitude: 13.4 },
        terms: { ...terms, minorPerShipment: 400, co2eMilligramsPerTonneKilometre: 0 },
      }),
      routable("beta", {
        ...{ latitude: 48.1, longitude: 11.6 },
        terms: { ...terms, minorPerShipment: 100, co2eMilligramsPerTonneKilometre: 90_000 },
      }),
    );
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined, warehouses });
    auditor = await installationToken(shop, "auditor");
    const { provider } = createSandbox(shop.app);
    partners = { stock: createLedgerStock(createReserveFront(shop.app)), warehouses, provider: () => provider };
    for (const warehouse of ["alpha", "beta"]) {
      const body = { warehouse, gtin: BOOK, lot: "L1", expiry: null, quantity: 100 };
      const headers = { "Idempotency-Key": warehouse };
      expect((await shop.request("POST", "/api/stock/receipts", { token: shop.admin, headers, body })).status).to.equal(201);
    }
  });
  after(() => shop.stop());

  const set = (changes: object, token = shop.admin) =>
    shop.request("PUT", "/api/routing-prices", { token, body: { ...FIRST_PRICES, ...changes } });
  const counts = async (changes: Partial<RoutingPricesRequest>): Promise<RoutingPricesView> => {
    const answer = await set(changes);
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<RoutingPricesView>();
  };
  const history = async (token = shop.admin) => {
    const answer = await shop.request("GET", "/api/routing-prices", { token });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<{ items: RoutingPricesView[] }>().items;
  };
  const place = (country: string, areas: object[], token = shop.admin) =>
    shop.request("PUT", `/api/postal-areas/${country}`, { token, body: { areas } });
  async function explained(id: string) {
    const answer = await shop.request("GET", `/api/orders/${id}/routing`, { token: shop.admin });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<OrderRouting>().decisions[0] ?? expect.fail("nothing was decided");
  }
  /** How an order of one book is routed. */
  async function routed(postcode = ADDRESS.postcode) {
    const id = await shop.placed({ delivery: { ...ADDRESS, postcode } });
    await runSaga(shop.app, partners, id);
    const decision = await explained(id);
    return { id, decision, from: decision.shipments.map(({ warehouse }) => warehouse) };
  }

  it("is what the program comes with until an admin sets it, and counts from then on for the next plan, which keeps it", async () => {
    expect(await history(auditor)).to.deep.equal([{ ...FIRST_PRICES, number: 0, setAt: null }]);
    const before = await routed();
    expect(before.from).to.deep.equal(["beta"]);
    expect(before.decision.prices).to.deep.include({ number: 0, minorPerTonneCo2e: 10_000, assumedMassGrams: 500 });

    const dear = await counts({ minorPerTonneCo2e: 500_000_000, assumedMassGrams: 250 });
    expect(dear).to.deep.include({ number: 1, minorPerTonneCo2e: 500_000_000 });
    const after = await routed();
    expect(after.from).to.deep.equal(["alpha"]);
    expect(after.decision.prices).to.deep.include({ number: 1, minorPerTonneCo2e: 500_000_000, assumedMassGrams: 250 });
    expect(after.decision.shipments[0]?.massGrams).to.equal(250);
    expect(await explained(before.id), "an earlier decision").to.deep.equal(before.decision);

    await counts({});
    expect((await routed()).from).to.deep.equal(["beta"]);
    expect((await history()).map(({ number, minorPerTonneCo2e }) => [number, minorPerTonneCo2e])).to.deep.equal([
      [2, 10_000],
      [1, 500_000_000],
      [0, 10_000],
    ]);
  });

  it("is noted with each change, who made it and to what; the same again is none", async () => {
    const acts = async () =>
      (
        await shop.app.db.pool.query<{ subject: string; details: object; actor: string }>(
          "SELECT subject, details, actor FROM audit_entries WHERE action = 'routing-prices.set' ORDER BY sequence",
        )
      ).rows;
    const [number = 0, known] = [(await history())[0]?.number, (await acts()).length];
    await counts({ minorPerSplit: 77 });
    await counts({ minorPerSplit: 77 });
    const [act, ...more] = (await acts()).slice(known);
    expect(more).to.deep.equal([]);
    expect(act).to.deep.include({ subject: String(number + 1), details: { minorPerSplit: 77 } });
    expect(act?.actor).to.match(/^person:/);
    const both = await Promise.all([counts({ minorPerSplit: 1 }), counts({ minorPerSplit: 2 }), counts({ minorPerSplit: 1 })]);
    expect((await history())[0]?.number).to.equal(Math.max(...both.map((one) => one.number)));
  });

  it("is set by admins alone, in whole numbers, and never changed afterwards", async () => {
    const before = await history();
    expectProblem(await set({ minorPerSplit: 3 }, auditor), 403, "platform.forbidden");
    expectProblem(await set({ minorPerSplit: 3 }, shop.ann), 403, "platform.forbidden");
    expectProblem(await shop.request("GET", "/api/routing-prices", { token: shop.ann }), 403, "platform.forbidden");
    for (const wrong of [
      { minorPerSplit: -1 },
      { minorPerSplit: 0.5 },
      { minorPerSplit: 10 ** 10 },
      { assumedMassGrams: 0 },
      { minorPerSplit: undefined },
      { minorPerTonne: 3 },
    ])
      expect((await set(wrong)).status, JSON.stringify(wrong)).to.equal(400);
    expect(await history()).to.deep.equal(before);
    for (const change of ["UPDATE routing_prices SET number = 9", "DELETE FROM routing_prices", "TRUNCATE routing_prices"])
      for (const pool of [shop.app.db.pool, shop.owner])
        expect(await pool.query(change).catch(({ code }: { code?: string }) => code), change).to.equal("42501");
  });

  describe("by the distance to a customer", () => {
    it("goes to the middle of the country, and says so, until an admin has said where postal codes are", async () => {
      const { decision } = await routed();
      expect(decision.destination).to.equal("country");
      const distances = ({ warehouses: all }: OrderRouting["decisions"][number]) => all.map(({ distanceMetres }) => distanceMetres);
      expect((await place("DE", AREAS)).status).to.equal(200);
      const [berlin, munich, elsewhere] = [await routed("10115"), await routed("80331"), await routed("50667")];
      expect([berlin, munich, elsewhere].map((one) => one.decision.destination)).to.deep.equal(["postcode", "postcode", "country"]);
      expect(distances(berlin.decision)[0]).to.equal(0);
      expect(distances(munich.decision)[1]).to.equal(0);
      expect(distances(elsewhere.decision)).to.deep.equal(distances(decision));
      const { rows } = await shop.app.db.pool.query<{ text: string }>("SELECT d::text AS text FROM routing_decisions d");
      expect(
        rows.filter(({ text }) => /10115|80331/.test(text)),
        "no plan keeps a postal code",
      ).to.deep.equal([]);
      expect((await place("DE", [])).status).to.equal(200);
      expect((await routed()).decision.destination).to.equal("country");
      expect(await explained(berlin.id), "an earlier decision").to.deep.equal(berlin.decision);
    });

    it("takes areas from admins alone, no finer than three characters, each once", async () => {
      expectProblem(await place("DE", AREAS, auditor), 403, "platform.forbidden");
      for (const wrong of [
        [{ prefix: "1011", latitude: 52, longitude: 13 }],
        [{ prefix: "", latitude: 52, longitude: 13 }],
        [{ prefix: "1", latitude: 91, longitude: 13 }],
        [AREAS[0] ?? {}, AREAS[0] ?? {}],
      ])
        expect((await place("DE", wrong)).status, JSON.stringify(wrong)).to.equal(400);
      expect((await place("Germany", AREAS)).status).to.equal(400);
      const answer = await shop.request("GET", "/api/postal-areas", { token: auditor });
      expect(answer.json<{ items: object[] }>().items).to.deep.equal([]);
      expect((await place("AT", AREAS)).status).to.equal(200);
      const listed = (await shop.request("GET", "/api/postal-areas", { token: auditor })).json<{
        items: { country: string; areas: object[] }[];
      }>();
      expect(listed.items.map(({ country, areas }) => [country, areas])).to.deep.equal([["AT", AREAS]]);
    });

    it("takes the longest beginning of a code that is known, however it is written, and nothing of a country that nobody knows", () => {
      const areas = [...AREAS, { prefix: "SW", latitude: 51.4, longitude: -0.2 }, { prefix: "SW1", latitude: 51.5, longitude: -0.1 }];
      const of = (postcode: string | null, country = "GB") => destinationOf({ country, postcode }, areas);
      expect(of("sw1a 1aa")).to.deep.equal({
        by: "postcode",
        point: { latitudeMicrodegrees: 51_500_000, longitudeMicrodegrees: -100_000 },
      });
      expect(of("S-W 2").point?.latitudeMicrodegrees).to.equal(51_400_000);
      expect([of("N1").by, of(null).by, of("N1", "ZZ").by]).to.deep.equal(["country", "country", "nowhere"]);
      expect(of("N1", "ZZ").point).to.equal(null);
    });
  });
});
