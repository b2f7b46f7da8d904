import type { Article, DeliveryTerms } from "@waybill/protocol/schemas/api/catalogue";
import { expect } from "chai";
import { expectProblem } from "../support/problem.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";

describe("the catalogue", () => {
  let shop: Shop;
  before(async () => (shop = await startShop({ WAYBILL_ROLES: "api" })));
  after(() => shop.stop());

  const versionOf = async (gtin: string) => (await shop.request("GET", `/api/articles/${gtin}`)).json<Partial<Article>>().version ?? 0;
  const put = async (gtin: string, changes: object = {}, token = shop.admin, version?: number) =>
    shop.request("PUT", `/api/articles/${gtin}`, {
      token,
      headers: { "If-Match": `"${version ?? (await versionOf(gtin))}"` },
      body: { title: "Pear", kind: "food", price: { minor: 250, currency: "EUR" }, taxClass: "reduced", ...changes },
    });
  const found = async (query: string) =>
    (await shop.request("GET", `/api/articles?${query}`)).json<{ items: Article[]; next: string | null }>();
  const titles = async (query: string) => (await found(query)).items.map(({ title }) => title);

  it("is read by everybody, and searched by words, by their beginnings and by number", async () => {
    expect(await titles("")).to.deep.equal(["Apple", "The Long Field"]);
    expect(await titles("q=long+fie")).to.deep.equal(["The Long Field"]);
    expect(await titles("q=field+apple")).to.deep.equal([]);
    expect(await titles(`q=${APPLE.slice(0, 13)}`)).to.deep.equal(["Apple"]);
    for (const odd of ["'", "a'%20|%20b", "%26%21", ":*", "\\", "%25"]) expect(await titles(`q=${odd}`)).to.be.an("array");
    const one = (await shop.request("GET", `/api/articles/${BOOK.slice(1)}`)).json<Article>();
    expect(one).to.deep.include({ gtin: BOOK, title: "The Long Field", price: { minor: 1190, currency: "EUR" }, isActive: true });
  });

  it("comes in pages that name every article once", async () => {
    const first = await found("limit=1");
    const second = await found(`limit=1&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ title }) => title)).to.deep.equal(["Apple", "The Long Field"]);
    expect(second.next).to.equal(null);
  });

  it("is changed by admins of the installation alone", async () => {
    expectProblem(await put("09506000134376", {}, shop.ann), 403, "platform.forbidden");
    const made = await put("9506000134376", { media: "https://pictures.example/pear.jpg" });
    expect(made.status, made.text).to.equal(200);
    expect(made.json<Article>()).to.deep.include({ gtin: "09506000134376", media: "https://pictures.example/pear.jpg" });
    expect((await put("09506000134376", { price: { minor: 300, currency: "EUR" } })).json<Article>().price.minor).to.equal(300);
    const { rows } = await shop.app.db.pool.query(
      "SELECT action, subject FROM audit_entries WHERE stream = 'shop' ORDER BY sequence DESC LIMIT 1",
    );
    expect(rows).to.deep.equal([{ action: "article.described", subject: "09506000134376" }]);
  });

  it("refuses wrong numbers, prices and pictures, and stays as it was", async () => {
    expectProblem(await put("09506000134377"), 422, "orders.wrong-check-digit");
    for (const wrong of [
      { price: { minor: 0, currency: "EUR" } },
      { price: { minor: 1.5, currency: "EUR" } },
      { price: { minor: 100, currency: "euro" } },
      { media: "javascript:alert(1)" },
      { title: "" },
      { taxClass: "luxury" },
    ])
      expectProblem(await put(BOOK, wrong), 400, "platform.bad-request");
    expect((await shop.request("GET", `/api/articles/${BOOK}`)).json<Article>().title).to.equal("The Long Field");
    expectProblem(await shop.request("GET", "/api/articles/09506000134345"), 404, "orders.unknown-article");
  });

  it("is changed of the version that somebody read, so that of two admins neither undoes what the other did", async () => {
    const gtin = "09506000134314";
    expect((await put(gtin, {}, shop.admin, 0)).json<Article>().version).to.equal(1);
    const answers = await Promise.all([
      put(gtin, { title: "Pear, green" }, shop.admin, 1),
      put(gtin, { title: "Pear, red" }, shop.admin, 1),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
    const kept = answers.find(({ status }) => status === 200)?.json<Article>();
    expect((await shop.request("GET", `/api/articles/${gtin}`)).json<Article>()).to.deep.include({ title: kept?.title, version: 2 });
    for (const stale of [0, 1, 3]) expectProblem(await put(gtin, {}, shop.admin, stale), 412, "orders.article-changed");
    expectProblem(await put("09506000134321", {}, shop.admin, 1), 412, "orders.article-changed");
    expectProblem(await shop.request("GET", "/api/articles/09506000134321"), 404, "orders.unknown-article");
    const { price, title, kind, taxClass } = kept as Article;
    const unversioned = { token: shop.admin, body: { price, title, kind, taxClass } };
    expectProblem(await shop.request("PUT", `/api/articles/${gtin}`, unversioned), 428, "orders.version-needed");
    expect((await shop.request("DELETE", `/api/articles/${gtin}`, { token: shop.admin })).json<Article>().version).to.equal(3);
  });

  it("keeps of an article what nobody says anew: mass, description, picture, and whether it is for sale", async () => {
    const gtin = "09506000134307";
    const said = { description: "Ripe", media: "https://pictures.example/pear.jpg", massGrams: 180 };
    await put(gtin, said);
    const row = { gtin, title: "Pear", kind: "food", price: { minor: 260, currency: "EUR" }, taxClass: "reduced" };
    const take = async (changes: object) => {
      const answer = await shop.request("POST", "/api/articles/import", {
        token: shop.admin,
        body: { articles: [{ ...row, ...changes }] },
      });
      expect(answer.status, answer.text).to.equal(200);
      return answer.json<{ items: Article[] }>().items[0];
    };
    expect((await put(gtin, { title: "Pear, ripe" })).json<Article>()).to.deep.include({ ...said, title: "Pear, ripe" });
    expect(await take({})).to.deep.include({ ...said, price: row.price, isActive: true });
    expect(await take({ massGrams: 200, isActive: false })).to.deep.include({ ...said, massGrams: 200, isActive: false });
    expect(await take({}), "what was taken from sale is not for sale again by itself").to.deep.include({ massGrams: 200, isActive: false });
    expect(await take({ massGrams: null, description: null })).to.deep.include({ massGrams: null, description: null, media: said.media });
    expectProblem(await put(gtin, { isActive: false }), 400, "platform.bad-request");
    expect((await put(gtin, { isActive: true })).json<Article>().isActive).to.equal(true);
    await shop.request("DELETE", `/api/articles/${gtin}`, { token: shop.admin });
  });

  it("keeps what was taken from sale, and shows it when asked", async () => {
    await put("09506000134376");
    const gone = () => shop.request("DELETE", "/api/articles/09506000134376", { token: shop.admin });
    expect((await gone()).json<Article>().isActive).to.equal(false);
    expect((await gone()).status).to.equal(200);
    expect(await titles("")).to.deep.equal(["Apple", "The Long Field"]);
    expect(await titles("isActive=false&gtins=09506000134376")).to.deep.equal(["Pear"]);
    expectProblem(await shop.request("DELETE", "/api/articles/09506000134345", { token: shop.admin }), 404, "orders.unknown-article");
  });

  it("is narrowed by kind, by price, by number and by what is in stock", async () => {
    expect(await titles("kind=book")).to.deep.equal(["The Long Field"]);
    expect(await titles("minPrice=99&maxPrice=1189")).to.deep.equal(["Apple"]);
    expect(await titles("minPrice=1190")).to.deep.equal(["The Long Field"]);
    expect(await titles(`gtins=${BOOK},09506000134345`)).to.deep.equal(["The Long Field"]);
    expect(await titles(`isActive=any&gtins=${APPLE},09506000134376,${BOOK}`)).to.deep.equal(["Apple", "Pear", "The Long Field"]);
    shop.stock.left.set(APPLE, 0);
    expect(await titles("inStock=true")).to.deep.equal(["The Long Field"]);
    expect(await titles(`inStock=true&gtins=${APPLE}`)).to.deep.equal([]);
    for (const wrong of ["kind=car", "minPrice=-1", "gtins=12", "gtins=", "inStock=maybe"])
      expectProblem(await shop.request("GET", `/api/articles?${wrong}`), 400, "platform.bad-request");
    shop.stock.left.set(APPLE, 10);
  });

  it("says in a word how many there are, and never the number", async () => {
    const word = async (left: number) => {
      shop.stock.left.set(APPLE, left);
      const answer = await shop.request("GET", `/api/articles/${APPLE}`);
      expect(Object.keys(answer.json<object>())).not.to.include.members(["left"]);
      return answer.json<Article>().availability;
    };
    expect([await word(0), await word(1), await word(5), await word(6)]).to.deep.equal(["sold-out", "few", "few", "in-stock"]);
    shop.stock.left.set(APPLE, 10);
  });

  it("takes a file of articles whole, or nothing of it", async () => {
    const row = (gtin: string, changes: object = {}) => ({
      ...{ gtin, title: `Plum ${gtin.slice(-2)}`, kind: "food", price: { minor: 120, currency: "EUR" }, taxClass: "reduced", ...changes },
    });
    const send = (articles: object[], token = shop.admin) => shop.request("POST", "/api/articles/import", { token, body: { articles } });
    expectProblem(await send([row("09506000134383")], shop.ann), 403, "platform.forbidden");
    const wrong = expectProblem(await send([row("09506000134383"), row("09506000134391")]), 400, "platform.bad-request");
    expect(wrong.errors?.map(({ pointer }) => pointer)).to.deep.equal(["/articles/1/gtin"]);
    expectProblem(await send([row("09506000134383"), row("09506000134383")]), 400, "platform.bad-request");
    expect(await titles("q=plum")).to.deep.equal([]);
    expect((await send([row("09506000134383"), row("09506000134390")])).json<{ items: Article[] }>().items).to.have.length(2);
    expect(await titles("q=plum")).to.deep.equal(["Plum 83", "Plum 90"]);
    const { rows } = await shop.app.db.pool.query<{ subject: string }>(
      "SELECT subject FROM audit_entries WHERE action = 'article.imported' AND subject > '09506000134380' ORDER BY sequence",
    );
    expect(
      rows.map(({ subject }) => subject),
      "each has it in its history",
    ).to.deep.equal(["09506000134383", "09506000134390"]);
    // The same file again changes nothing but what differs.
    await send([row("09506000134383", { title: "Plum, dried" }), row("09506000134390")]);
    expect(await titles("q=plum")).to.deep.equal(["Plum 90", "Plum, dried"]);
  });

  it("says where the shop delivers to, until it does no more", async () => {
    const terms = { shipping: [{ minor: 990, currency: "EUR" }], rates: { standard: 2000, reduced: 550, books: 550, zero: 0 } };
    const send = (method: string, body?: object) =>
      shop.request(method, "/api/delivery-terms/FR", { token: shop.admin, ...(body && { body }) });
    const countries = async () =>
      (await shop.request("GET", "/api/delivery-terms")).json<{ items: DeliveryTerms[] }>().items.map(({ country }) => country);
    expect((await send("PUT", terms)).json<DeliveryTerms>()).to.deep.include(terms);
    expect(await countries()).to.deep.equal(["DE", "FR"]);
    expect((await send("DELETE")).status).to.equal(204);
    expectProblem(await send("DELETE"), 404, "orders.unknown-terms");
    expect(await countries()).to.deep.equal(["DE"]);
  });
});
