import { randomUUID } from "node:crypto";
import type { PaymentEntry, ReturnSummary } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { expectProblem } from "../support/problem.ts";
import { signIn } from "../support/sessions.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";
import { waitFor } from "../support/wait-for.ts";

interface Listed<Item> {
  items: Item[];
  next: string | null;
}

describe("lists of the shop", () => {
  let shop: Shop;
  let order: string;
  let other: string;
  before(async () => {
    shop = await startShop();
    const move = async (what: "shipments" | "returns", lines: object[]) => {
      const headers = { "Idempotency-Key": randomUUID() };
      const answer = await shop.request("POST", `/api/orders/${order}/${what}`, { token: shop.admin, headers, body: { lines } });
      expect(answer.status, answer.text).to.equal(202);
    };
    order = await shop.placed({ lines: [{ gtin: BOOK, quantity: 2 }] });
    await shop.reaches(order, "instructed");
    await move("shipments", [{ number: 1, quantity: 2 }]);
    await shop.reaches(order, "closed");
    await move("returns", [{ number: 1, quantity: 1, to: { kind: "write-off" } }]);
    other = await shop.placed({ lines: [{ gtin: APPLE, quantity: 1 }] }, { token: await signIn(shop, "bea") });
    await shop.reaches(other, "instructed");
  });
  after(() => shop.stop());

  const list = async <Item>(path: string, token = shop.admin): Promise<Listed<Item>> => {
    const answer = await shop.request("GET", path, { token });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<Listed<Item>>();
  };
  const idsOf = async (query: string, token?: string) =>
    (await list<{ id: string }>(`/api/orders?${query}`, token)).items.map(({ id }) => id);

  it("find orders by the beginning of their id, by article and by warehouse", async () => {
    expect(await idsOf("")).to.deep.equal([other, order]);
    expect(await idsOf(`named=${order.slice(0, 10)}`)).to.deep.equal([order]);
    expect(await idsOf(`gtin=${APPLE}`)).to.deep.equal([other]);
    expect(await idsOf("warehouse=shelf")).to.deep.equal([other, order]);
    expect(await idsOf("warehouse=nowhere")).to.deep.equal([]);
    // Signs of a pattern are letters here.
    expect(await idsOf("named=%25")).to.deep.equal([]);
    expect(await idsOf(`named=${other}`, shop.ann), "of somebody else").to.deep.equal([]);
    expectProblem(await shop.request("GET", "/api/orders?gtin=123", { token: shop.admin }), 400, "platform.bad-request");
  });

  it("tell what was done about money, the newest first, page by page", async () => {
    const kindsOf = ({ items }: Listed<PaymentEntry>) => items.map((one) => [one.order === order, one.kind, one.amount.minor]);
    expect(kindsOf(await list("/api/payments?kind=capture"))).to.deep.equal([[true, "capture", 2 * 1190 + 490]]);
    const all = await list<PaymentEntry>(`/api/payments?order=${order}`);
    const first = await list<PaymentEntry>(`/api/payments?order=${order}&limit=1`);
    const second = await list<PaymentEntry>(`/api/payments?order=${order}&after=${first.next}`);
    expect([...first.items, ...second.items]).to.deep.equal(all.items);
    expect(all.items.map(({ kind }) => kind)).to.include.members(["authorise", "capture"]);
    const own = await list<PaymentEntry>("/api/payments", shop.ann);
    expect(own.items).to.deep.equal(all.items);
  });

  it("tell what came back, and whether its money has gone back", async () => {
    const { items } = await list<ReturnSummary>("/api/returns");
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({ order, pieces: 1, amount: { minor: 1190, currency: "EUR" } });
    expect((await list("/api/returns", await signIn(shop, "bea"))).items).to.deep.equal([]);
    expect((await list(`/api/returns?order=${other}`)).items).to.deep.equal([]);
    await waitFor("its money", async () => ((await list("/api/returns?paid=true")).items.length > 0 ? true : undefined));
    expect((await list("/api/returns?paid=false")).items).to.deep.equal([]);
  });
});
