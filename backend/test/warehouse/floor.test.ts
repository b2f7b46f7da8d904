import { expect } from "chai";
import { withClient } from "../../../scripts/services/postgres.ts";
import { recompute } from "../../src/modules/stock/recompute.ts";
import { readScan } from "../../src/warehouse/floor/scan.ts";
import { ssccOf } from "../../src/warehouse/shipments/sscc.ts";
import { waitFor } from "../support/wait-for.ts";
import { BOOK, PENCIL, startWarehouseWorld, type Answer, type WarehouseWorld } from "../support/warehouse/world.ts";

interface Done {
  code: string;
  change: number;
}

describe("the floor of a warehouse", () => {
  let world: WarehouseWorld;
  before(async () => {
    world = await startWarehouseWorld();
    for (const bin of ["a-01", "a-02"]) await world.hands.bin(bin);
  });
  after(() => world.stop());
  afterEach(async () => {
    expect((await recompute({ tx: world.warehouse.app.db.dataSource.manager })).drifted).to.equal(0);
  });

  const post = (what: string, body: object, key?: string) => world.floor.send<Done>("POST", `/api/floor/${what}`, body, key);
  const codeOf = ({ status, body }: Answer<{ code: string }>) => [status, body.code];
  const binsOf = async (gtin: string) => {
    const { body } = await world.floor.get<{ items: { bin: string; onHand: number }[] }>(`/api/floor/stock?gtin=${gtin}`);
    return Object.fromEntries(body.items.map(({ bin, onHand }) => [bin, onHand]));
  };
  const lastStock = (lot: string, cause: string) =>
    waitFor(`stock of ${lot}`, () => world.shop.of("stock").findLast((message) => message.lot === lot && message.cause === cause));

  it("takes in what was scanned, with lot and expiry from the code, and tells the shop how many there are now", async () => {
    const scan = `]d201${BOOK}17270131${"10"}R1`;
    expect((await post("receipts", { scan, quantity: 4, bin: "a-01" })).status).to.equal(201);
    expect((await post("receipts", { gtin: BOOK, lot: "R1", expiry: "2027-01-31", quantity: 2, bin: "a-02" })).status).to.equal(201);
    await waitFor("both", () => world.shop.of("stock").find(({ lot, onHand }) => lot === "R1" && onHand === 6));
    expect((await lastStock("R1", "received")).expiry).to.equal("2027-01-31");
    expect(codeOf(await post("receipts", { gtin: BOOK, quantity: 1, bin: "z-99" }))).to.deep.equal([404, "warehouse.unknown-bin"]);
    expect((await post("receipts", { scan, gtin: PENCIL, quantity: 1, bin: "a-01" })).status).to.equal(400);
    expect((await post("receipts", { quantity: 1, bin: "a-01" })).status).to.equal(400);
  });

  it("does a request once for its key, answers it the same again, and refuses another one under it", async () => {
    const body = { gtin: PENCIL, lot: "K1", quantity: 3, bin: "a-01" };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post("receipts", body, "key-1")));
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201, 201]);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true").length).to.equal(4);
    expect(await binsOf(PENCIL)).to.deep.equal({ "a-01": 3 });
    expect(codeOf(await post("receipts", { ...body, quantity: 4 }, "key-1"))).to.deep.equal([422, "platform.key-reused"]);
  });

  it("refuses a write without a key, and keeps none of what it refused", async () => {
    const wish = { gtin: PENCIL, lot: "K1", from: "a-01", to: "a-02", quantity: 99 };
    const without = await world.floor.send<Done>("POST", "/api/floor/put-aways", wish, null);
    expect(codeOf(without)).to.deep.equal([400, "warehouse.key-needed"]);
    expect(codeOf(await post("put-aways", wish, "key-2"))).to.deep.equal([409, "stock.not-enough"]);
    expect((await post("receipts", { gtin: PENCIL, lot: "K2", quantity: 1, bin: "a-01" }, "key-2")).status).to.equal(201);
    await post("damages", { gtin: PENCIL, lot: "K2", bin: "a-01", quantity: 1, reason: "gone" });
  });

  it("carries goods from bin to bin, as many as are free, and the shop hears nothing of it", async () => {
    const before = world.shop.messages.length;
    expect((await post("put-aways", { gtin: PENCIL, lot: "K1", from: "a-01", to: "a-02", quantity: 2 })).status).to.equal(201);
    expect(await binsOf(PENCIL)).to.deep.equal({ "a-01": 1, "a-02": 2 });
    expect(codeOf(await post("put-aways", { gtin: PENCIL, lot: "K1", from: "a-01", to: "a-02", quantity: 2 }))).to.deep.equal([
      409,
      "stock.not-enough",
    ]);
    expect(codeOf(await post("put-aways", { gtin: PENCIL, lot: "K1", from: "a-01", to: "z-99", quantity: 1 }))).to.deep.equal([
      404,
      "warehouse.unknown-bin",
    ]);
    expect((await world.asShop.get<{ sequence: number }>("/health")).body.sequence).to.be.at.least(before);
    expect(world.shop.of("stock").filter(({ lot }) => lot === "K1").length).to.equal(1);
  });

  it("is counted against the ledger as it is then; a count that finds nothing wrong tells nobody", async () => {
    const count = (bin: string, counted: number) => post("counts", { gtin: PENCIL, lot: "K1", bin, counted });
    expect((await count("a-02", 5)).body.change).to.equal(3);
    expect((await lastStock("K1", "counted")).onHand).to.equal(6);
    expect((await count("a-02", 5)).body.change).to.equal(0);
    expect((await count("a-01", 0)).body.change).to.equal(-1);
    await waitFor("the count", () => world.shop.of("stock").find(({ lot, onHand }) => lot === "K1" && onHand === 5));
    expect(world.shop.of("stock").filter(({ lot, cause }) => lot === "K1" && cause === "counted").length).to.equal(2);
  });

  it("writes off what is damaged, and not what is promised to somebody", async () => {
    expect((await post("damages", { gtin: PENCIL, lot: "K1", bin: "a-02", quantity: 1, reason: "wet" })).body.change).to.equal(-1);
    expect((await lastStock("K1", "damaged")).onHand).to.equal(4);
    await world.hands.instruct("F-1", 1, [[1, PENCIL, 4]]);
    expect(codeOf(await post("damages", { gtin: PENCIL, lot: "K1", bin: "a-02", quantity: 1, reason: "wet" }))).to.deep.equal([
      409,
      "stock.counted-below-reserved",
    ]);
    expect(codeOf(await post("damages", { gtin: PENCIL, lot: "K1", bin: "a-01", quantity: 1, reason: "wet" }))).to.deep.equal([
      409,
      "warehouse.too-many",
    ]);
  });

  it("finds goods, parcels and bins by what was scanned", async () => {
    const found = async (code: string) =>
      (
        await world.floor.get<{ kind: string; code: string; items: { bin: string }[]; shipment: { id: string } }>(
          `/api/floor/scans/${encodeURIComponent(code)}`,
        )
      ).body;
    expect((await found(`https://id.example/01/${PENCIL}/10/K1`)).items.map(({ bin }) => bin)).to.deep.equal(["a-02"]);
    expect((await found("A-02")).kind).to.equal("bin");
    await world.hands.pickAll("F-1");
    const [parcel] = (await world.hands.pack("F-1")).parcels;
    expect((await found(`(00)${parcel?.sscc}`)).shipment.id).to.equal("F-1");
    expect((await found("nothing of ours")).code).to.equal("warehouse.unknown-scan");
    expect((await found("(00)123456789012345675")).code).to.equal("warehouse.unknown-scan");
  });

  it("keeps a log of what happened to a shipment, by whom, without a word about the customer", async () => {
    const { body } = await world.floor.get<{ items: { what: string; by: string }[] }>("/api/floor/log?shipment=F-1");
    await world.hands.until("F-1", "loadable");
    expect(body.items.map(({ what, by }) => `${what} by ${by}`).filter((word) => !word.startsWith("let-go"))).to.deep.equal([
      "packed by Lea",
      "picked by Lea",
      "instructed by shop",
    ]);
    expect(JSON.stringify(body)).to.not.include("Erika");
    const refusalOf = (query: Promise<unknown>) =>
      query.then(
        () => "",
        (error: Error) => error.message,
      );
    for (const sql of ["UPDATE log SET by = 'nobody'", "DELETE FROM log"]) {
      expect(await refusalOf(world.warehouse.app.db.pool.query(sql))).to.include("permission denied");
      const asOwner = withClient(world.ownerUrl, (client) => client.query(sql));
      expect(await refusalOf(asOwner)).to.include("the log only grows");
    }
  });
});

describe("codes on the floor of a warehouse", () => {
  it("are read as scanners send them", () => {
    const goods = (lot: string | null, expiry: string | null) => ({ kind: "goods", gtin: BOOK, lot, expiry });
    expect(readScan("9506000134352")).to.deep.equal(goods(null, null));
    expect(readScan(`(01)${BOOK}(10)L1(17)270131`)).to.deep.equal(goods("L1", "2027-01-31"));
    expect(readScan(`]C101${BOOK}1727020010L1`), "day 00 is the last of its month").to.deep.equal(goods("L1", "2027-02-28"));
    expect(readScan(`https://id.gs1.org/01/${BOOK}/10/L%2F1?17=280200`)).to.deep.equal(goods("L/1", "2028-02-29"));
    expect(readScan("106141411234567897")).to.deep.equal({ kind: "parcel", sscc: "106141411234567897" });
    expect(readScan(" A-01-02 ")).to.deep.equal({ kind: "bin", code: "a-01-02" });
    for (const nothing of [`(01)${BOOK}(17)271332`, "https://example.com/", "(01)09506000134353", "", "ß"])
      expect(readScan(nothing), nothing).to.equal(undefined);
  });

  it("of parcels follow GS1: extension, prefix, serial reference, check digit; and end where the prefix has no more", () => {
    expect(ssccOf("0614141", 1_123_456_789n), "the example of the General Specifications").to.equal("106141411234567897");
    expect(ssccOf("9506000", 0n)?.slice(0, 17)).to.equal("09506000000000000");
    expect(ssccOf("9506000", 10_000_000_000n - 1n)?.slice(0, 17)).to.equal("99506000999999999");
    expect(ssccOf("9506000", 10_000_000_000n)).to.equal(undefined);
  });
});
