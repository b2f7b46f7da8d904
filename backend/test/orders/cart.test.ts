import type { Cart } from "@waybill/protocol/schemas/api/cart";
import type { PersonExport } from "@waybill/protocol/schemas/api/privacy";
import { expect } from "chai";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { expectProblem } from "../support/problem.ts";
import { signIn } from "../support/sessions.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";

const DAY_MILLISECONDS = 86_400_000;

describe("a cart", () => {
  let shop: Shop;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => (shop = await startShop({ WAYBILL_ROLES: "api" }, { clock: { now: () => now } })));
  after(() => shop.stop());

  const get = (token: string) => shop.request("GET", "/api/cart", { token });
  const read = async (token: string) => (await get(token)).json<Cart>();
  const put = (token: string, version: number | null, lines: object[]) =>
    shop.request("PUT", "/api/cart", { token, headers: version === null ? {} : { "If-Match": `"${version}"` }, body: { lines } });
  const book = (quantity: number) => ({ gtin: BOOK, quantity });
  const apple = (quantity: number) => ({ gtin: APPLE, quantity });

  it("is empty at first, and then as it was left, for its person alone", async () => {
    const [ann, bob] = [await signIn(shop, "cart-ann"), await signIn(shop, "cart-bob")];
    expect(await read(ann)).to.deep.equal({ version: 0, lines: [], changedAt: null });
    const made = await put(ann, 0, [book(2), apple(1)]);
    expect(made.status, made.text).to.equal(200);
    expect(made.headers.get("etag")).to.equal('"1"');
    expect(await read(ann)).to.deep.equal({ version: 1, lines: [book(2), apple(1)], changedAt: now.toISOString() });
    expect((await read(bob)).lines).to.deep.equal([]);
    expect((await put(ann, 1, [])).json<Cart>()).to.deep.include({ version: 2, lines: [] });
    expectProblem(await shop.request("GET", "/api/cart"), 401, "platform.unauthorised");
  });

  it("loses no change: of two that start from one version the second is refused and changes nothing", async () => {
    const token = await signIn(shop, "cart-two-tabs");
    const first = await Promise.all([put(token, 0, [book(1)]), put(token, 0, [apple(1)])]);
    expect(first.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
    const { version } = await read(token);
    const second = await Promise.all([put(token, version, [book(9)]), put(token, version, [apple(9)])]);
    expect(second.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
    expect((await read(token)).version).to.equal(version + 1);
    expectProblem(await put(token, version, []), 412, "orders.cart-changed");
    expectProblem(await put(token, null, []), 428, "orders.version-needed");
    expectProblem(await put(token, 7, []), 412, "orders.cart-changed");
  });

  it("holds what one order can, each article once", async () => {
    const token = await signIn(shop, "cart-limits");
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ gtin: gtinOf(index), quantity: 1 }));
    for (const wrong of [
      many(51),
      [book(1), book(2)],
      [book(0)],
      [book(1001)],
      [book(1.5)],
      [{ gtin: "12", quantity: 1 }],
      [{ gtin: BOOK }],
    ])
      expectProblem(await put(token, 0, wrong), 400, "platform.bad-request");
    expect((await read(token)).version).to.equal(0);
    expect((await put(token, 0, many(50))).status).to.equal(200);
  });

  it("is given to its person with everything else, and goes when nobody has come back for 90 days", async () => {
    const token = await signIn(shop, "cart-left");
    await put(token, 0, [book(3)]);
    const { tables } = (await shop.request("GET", "/api/me/export", { token })).json<PersonExport>();
    expect(JSON.stringify(tables)).to.include(`"lines":[{"gtin":"${BOOK}","quantity":3}]`);
    now = new Date(now.getTime() + 89 * DAY_MILLISECONDS);
    await applyRetention(shop.app);
    const count = async () => (await shop.app.db.pool.query("SELECT 1 FROM carts WHERE lines @> $1", [JSON.stringify([book(3)])])).rowCount;
    expect(await count()).to.equal(1);
    now = new Date(now.getTime() + 2 * DAY_MILLISECONDS);
    await applyRetention(shop.app);
    expect(await count()).to.equal(0);
  });
});

/** A GTIN with its check digit. */
function gtinOf(index: number): string {
  const digits = `0950600${String(index).padStart(6, "0")}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
