import { checkDigit } from "@waybill/protocol/identifiers/check-digit";
import type { Article } from "@waybill/protocol/schemas/api/catalogue";
import type { StockBalance, StockMove } from "@waybill/protocol/schemas/api/stock";
import { expect } from "chai";
import { waitFor } from "../../../backend/test/support/wait-for.ts";
import { startStream } from "../fixtures/stream.ts";
import { getStage, json, type Stage } from "../support/browser.ts";
import { ago, listOf, openConsole, tablesTooWide } from "../support/console.ts";
import { articleOf, BOOK, refuse, SALAD, wholeOrder } from "../support/shop.ts";
import { untilQuiet } from "../support/quiet.ts";
import { storeServer, summaries } from "../support/store.ts";
import { objectionsTo } from "../support/supplier.ts";

describe("the store's console", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("shows orders by where they stand, narrows them by the address, and lets nobody without a role see them", async () => {
    const server = storeServer();
    const { page, complaints } = await openConsole(stage, server, { "/api/orders": summaries(server) });
    await page.goto("/admin/orders");
    const column = page.getByTestId("board-instructed");
    await column.getByRole("link").waitFor();
    expect(await column.getByRole("link").getAttribute("href")).to.equal("/admin/orders/order-1");
    expect(await page.getByTestId("board-reserved").innerText()).to.include("None");
    expect(await page.getByTestId("board-closed").count()).to.equal(0);
    await page.getByRole("row", { name: /order-9/ }).waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await tablesTooWide(page)).to.deep.equal([]);
    await page.goto("/admin/orders?state=closed");
    await page.getByRole("row", { name: /order-9/ }).waitFor();
    expect(await page.getByRole("row", { name: /order-1/ }).count()).to.equal(0);
    await page.getByRole("button", { name: "Save as CSV" }).waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();

    const stranger = storeServer();
    stranger.role = null;
    const visit = await openConsole(stage, stranger);
    await visit.page.goto("/admin/orders");
    await visit.page.getByText("This is for others").waitFor();
    expect(await visit.page.getByTestId("board-instructed").count()).to.equal(0);
    await visit.page.close();
  });

  it("moves an order on its board as the server tells of it, asks for nothing in between, and asks by itself once nothing is told", async () => {
    const server = storeServer();
    const stream = startStream();
    let [asked, followed, isOver] = [0, 0, false];
    const lists = summaries(server);
    const { page } = await openConsole(stage, server, {
      "/api/orders": (route) => (asked++, lists(route)),
      "/api/orders/events": (route) => (followed++, isOver ? refuse(503, "platform.unavailable", "Later.")(route) : stream.answer(route)),
    });
    await page.clock.install();
    await page.goto("/admin/orders");
    await page.getByTestId("board-instructed").getByRole("link").waitFor();
    await waitFor("the stream", () => (followed > 0 ? true : undefined));
    const move = (state: string) => server.orders.set("order-1", { ...server.orders.get("order-1"), state } as never);
    const board = (state: string) => page.getByTestId(`board-${state}`).getByRole("link", { name: /3/ }).waitFor();
    move("shipped-in-part");
    stream.send('id: 7\nevent: transition\ndata: {"order":"order-1","sequence":7,"kind":"transition"}\n\n');
    await board("shipped-in-part");
    await page
      .getByRole("row", { name: /order-1/ })
      .locator('[data-state="shipped-in-part"]')
      .waitFor();
    await untilQuiet(page, () => asked);
    const before = asked;
    await page.clock.runFor(60_000);
    expect(asked).to.equal(before);
    isOver = true;
    stream.stop();
    move("shipped");
    // It learns of the end of the stream in its own time.
    await waitFor("the board asks by itself", async () => {
      await page.clock.runFor(20_000);
      return (await page.getByTestId("board-shipped").getByRole("link", { name: /3/ }).count()) > 0 ? true : undefined;
    });
    await page.close();
  });

  it("tells every step of an order with its cause, and notes what has left, once under one key and after a proof where it is wanted", async () => {
    const server = storeServer();
    const sent: { key: string | null; body: unknown }[] = [];
    const back: unknown[] = [];
    const shipped = { ...wholeOrder(server, "order-1") };
    const { page } = await openConsole(stage, server, {
      "/api/orders/order-1": (route) => json(server.orders.get("order-1"))(route),
      "/api/orders/order-1/shipments": async (route) => {
        const request = route.request();
        if (!server.isProven) return refuse(401, "platform.step-up-required", "Prove it")(route);
        sent.push({ key: await request.headerValue("idempotency-key"), body: request.postDataJSON() });
        if (sent.length === 1) return refuse(503, "platform.unavailable", "Later.")(route);
        server.orders.set("order-1", shipped as never);
        return route.fulfill({ status: 202, json: shipped });
      },
      "/api/orders/order-1/returns": (route) => {
        back.push(route.request().postDataJSON());
        return route.fulfill({ status: 202, json: shipped });
      },
    });
    await page.goto("/admin/orders/order-1");
    await page.getByText("It was written down, and nothing has happened since.").waitFor();
    await page.getByRole("button", { name: "Note what has left" }).click();
    await page.getByLabel(/^The Long Field/).fill("3");
    await page.getByText("Write a whole number from 0 to 2.").waitFor();
    await page.getByLabel(/^The Long Field/).fill("1");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "It has left" }).click();
    const panel = page.getByRole("group", { name: "Prove that it is you" });
    await panel.getByLabel("Password").fill("correct horse battery staple");
    await panel.getByRole("button", { name: "Prove that it is you" }).click();
    await page.getByRole("alert").filter({ hasText: "Later." }).getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "It has left" }).click();
    await page.getByTestId("order-state").and(page.locator('[data-state="closed"]')).waitFor();
    expect(sent.map(({ body }) => body)).to.deep.equal(
      Array(2).fill({
        lines: [
          { number: 1, quantity: 1 },
          { number: 2, quantity: 1 },
        ],
      }),
    );
    expect(sent[0]?.key).to.equal(sent[1]?.key);
    const steps = page.getByRole("region", { name: "Every step" }).getByRole("row");
    expect(await steps.count()).to.equal(6);
    expect(await steps.nth(3).innerText()).to.match(/ship-rest[\s\S]*authorised → shipped[\s\S]*3 pieces left[\s\S]*the shop/);
    await page.getByRole("button", { name: "Note what came back" }).click();
    expect(await page.getByRole("button", { name: "It came back" }).isDisabled()).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel(/^The Long Field/).fill("1");
    await page.getByLabel("Warehouse for The Long Field").fill("alpha");
    await page.getByLabel("Lot of The Long Field, where it has one").fill("L1");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "It came back" }).click();
    await page.getByRole("button", { name: "It came back" }).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Note what came back" }).click();
    await page.getByLabel(/^The Long Field/).fill("1");
    await page.getByLabel("What becomes of The Long Field").click();
    await page.getByRole("option", { name: "Written off" }).click();
    await page.getByRole("button", { name: "It came back" }).click();
    await page.getByRole("button", { name: "It came back" }).waitFor({ state: "hidden" });
    const to = { kind: "restock", warehouse: "alpha", lot: "L1", expiry: null };
    expect(back).to.deep.equal([
      { lines: [{ number: 1, quantity: 1, to }] },
      { lines: [{ number: 1, quantity: 1, to: { kind: "write-off" } }] },
    ]);
    await page.close();
  });

  it("says that a bank does not pay for what has left, and has it asked again, or writes it off with a note", async () => {
    const server = storeServer();
    const decided: unknown[] = [];
    const words = "what has left is not paid: the bank refuses to pay";
    const whole = wholeOrder(server, "order-1");
    const unpaid = { ...whole, state: "shipped", waitsFor: words, shipments: whole.shipments.map((one) => ({ ...one, isPaid: false })) };
    server.orders.set("order-1", unpaid as never);
    const { page } = await openConsole(stage, server, {
      "/api/orders/order-1/refused-payment": (route) => {
        if (!server.isProven) return refuse(401, "platform.step-up-required", "Prove it")(route);
        decided.push(route.request().postDataJSON());
        const closed = {
          ...unpaid,
          state: "closed",
          waitsFor: null,
          shipments: whole.shipments.map((one) => ({ ...one, waivedMinor: one.amountMinor })),
        };
        return route.fulfill({ status: 202, json: decided.length < 2 ? unpaid : closed });
      },
    });
    await page.goto("/admin/orders/order-1");
    await page.getByText(`It waits: ${words}.`).waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Ask the bank again" }).click();
    const panel = page.getByRole("group", { name: "Prove that it is you" });
    await panel.getByLabel("Password").fill("correct horse battery staple");
    await panel.getByRole("button", { name: "Prove that it is you" }).click();
    await panel.waitFor({ state: "hidden" });
    expect(await page.getByRole("button", { name: "Write it off as unpaid" }).isDisabled()).to.equal(true);
    await page.getByLabel("Why the money is given up").fill("Nobody is there");
    await page.getByRole("button", { name: "Write it off as unpaid" }).click();
    await page.getByText(/^It waits/).waitFor({ state: "hidden" });
    await page
      .getByText(/^Written off:/)
      .first()
      .waitFor();
    expect(decided).to.deep.equal([{ act: "ask-again" }, { act: "write-off", note: "Nobody is there" }]);
    await page.close();
  });

  it("lets an auditor read an order and do nothing about it", async () => {
    const server = storeServer();
    server.role = "auditor";
    const hidden = { ...server.orders.get("order-1"), delivery: { name: null, lines: null, postcode: null, city: null, country: "DE" } };
    const { page } = await openConsole(stage, server, { "/api/orders/[^/]+": json(hidden) });
    await page.goto("/admin/orders/order-1");
    await page.getByText("The address is not shown to you").waitFor();
    for (const name of ["Note what has left", "Call it off"]) expect(await page.getByRole("button", { name }).count()).to.equal(0);
    await page.close();
  });

  it("lists articles, changes one, and takes a file in only when every row of it fits", async () => {
    const server = storeServer();
    server.articles = [articleOf(BOOK, { massGrams: 320, version: 4 })];
    const put: { version: string | null; body: unknown }[] = [];
    const imported: { articles: Article[] }[] = [];
    const asked: (string | null)[] = [];
    const { page, complaints } = await openConsole(stage, server, {
      "/api/audit": (route) => {
        asked.push(new URL(route.request().url()).searchParams.get("subject"));
        return json({ items: [], next: null })(route);
      },
      "/api/articles": (route) => json({ items: server.articles, next: null })(route),
      "/api/articles/\\d+": async (route) => {
        const request = route.request();
        put.push({ version: await request.headerValue("if-match"), body: request.postDataJSON() });
        if (put.length === 2) {
          server.articles = [articleOf(BOOK, { title: "The Longer Field", version: 5 })];
          return refuse(412, "orders.article-changed", "The article was changed meanwhile.")(route);
        }
        return json(articleOf(BOOK))(route);
      },
      "/api/articles/import": (route) => {
        const body = route.request().postDataJSON() as { articles: Article[] };
        imported.push(body);
        return json({ items: body.articles.map(({ gtin }) => articleOf(gtin)), next: null })(route);
      },
    });
    await page.goto("/admin/articles");
    await page.getByRole("button", { name: "More about The Long Field" }).click();
    const form = page.locator("[data-slot=details]");
    await form.getByText("What was done").waitFor();
    expect(asked, "the history is the article's").to.deep.equal([BOOK]);
    await form.getByLabel("Price, tax included").fill("12,3");
    await form.getByRole("button", { name: "Save the article" }).click();
    await form.getByText("Saved.").waitFor();
    expect(put[0]?.version).to.equal('"4"');
    expect(put[0]?.body).to.deep.include({ price: { minor: 1230, currency: "EUR" }, title: "The Long Field", massGrams: 320 });
    await form.getByLabel(/^Mass in grams/).fill("a lot");
    await form.getByRole("button", { name: "Save the article" }).click();
    await form.getByText("Write a whole number of grams").waitFor();
    await form.getByLabel(/^Mass in grams/).fill("410");
    await form.getByRole("button", { name: "Save the article" }).click();
    await form.getByRole("alert").filter({ hasText: "changed meanwhile" }).getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "More about The Longer Field" }).waitFor();
    expect(put[1]?.body).to.deep.include({ massGrams: 410 });
    expect(await objectionsTo(page)).to.deep.equal([]);

    await page.getByText("Take in a file of articles").click();
    const choose = (text: string) =>
      page.locator("input[type=file]").setInputFiles({ name: "articles.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const head = "gtin;title;kind;price;currency;tax_class;description";
    await choose("title;price\nPear;1");
    await page.getByText("A heading is missing").waitFor();
    await choose(`${head}\n${BOOK};"Pear; green";food;2.50;EUR;reduced;\n${SALAD};;food;2,5x;EUR;luxury;\n`);
    await page.getByText("One row is wrong.").waitFor();
    const wrong = page.getByRole("region", { name: "What the file has" }).getByRole("row").nth(1);
    expect(await wrong.innerText())
      .to.include("title: one line")
      .and.include("price: an amount")
      .and.include("tax_class: standard, reduced, books or zero");
    expect(await page.getByRole("button", { name: /^Take in/ }).count()).to.equal(0);
    await choose(`${head}\n${BOOK};"Pear; green";food;2.50;EUR;reduced;\n${BOOK};Twice;food;2;EUR;reduced;\n`);
    await page.getByText("2 rows are wrong.").waitFor();
    await choose(`${head}\n${BOOK.slice(1)};"Pear; green";food;2.50;EUR;reduced;Green\n`);
    await page.getByRole("button", { name: "Take in this article" }).click();
    await page.getByText("One article was taken in.").waitFor();
    expect(imported).to.deep.equal([
      {
        articles: [
          {
            ...{ gtin: BOOK, title: "Pear; green", description: "Green", kind: "food", taxClass: "reduced" },
            price: { minor: 250, currency: "EUR" },
          },
        ],
      },
    ]);
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints.filter((one) => !one.includes("412"))).to.deep.equal([]);
    await page.close();
  });

  it("sends a whole catalogue in parts, and goes on from where it was interrupted", async () => {
    const server = storeServer();
    const imported: { articles: Article[] }[] = [];
    let isTaken = true;
    const { page, complaints } = await openConsole(stage, server, {
      "/api/articles/import": (route) => {
        const body = route.request().postDataJSON() as { articles: Article[] };
        if (!isTaken) return refuse(503, "platform.unavailable", "Later.")(route);
        imported.push(body);
        isTaken = imported.length !== 1;
        return json({ items: body.articles.map(({ gtin }) => articleOf(gtin)), next: null })(route);
      },
    });
    await page.goto("/admin/articles");
    await page.getByText("Take in a file of articles").click();
    const choose = (text: string) =>
      page.locator("input[type=file]").setInputFiles({ name: "articles.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const gtins = Array.from({ length: 1_100 }, (_, index) => `095060001${String(index).padStart(4, "0")}`).map(
      (digits) => digits + checkDigit(digits),
    );
    const rows = (kind: string) => gtins.map((gtin) => `${gtin};Pear;${kind};2.50;EUR;reduced;450;\n`).join("");
    const columns = "gtin;title;kind;price;currency;tax_class;mass_grams;is_active";
    await choose(`${columns}\n${rows("fruit")}`);
    await page.getByText("1,050 more rows are wrong.").waitFor();
    await page.getByRole("button", { name: "Show more of them" }).click();
    await page.getByText("950 more rows are wrong.").waitFor();
    await choose(`${columns}\n${rows("food")}`);
    await page.getByRole("button", { name: "Take in these 1,100 articles" }).click();
    await page.getByText("500 of 1,100 are taken in, the rest is not.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    isTaken = true;
    await page.getByRole("alert").filter({ hasText: "Later." }).getByRole("button", { name: "Try again" }).click();
    await page.getByText("1,100 articles were taken in.").waitFor();
    const sent = imported.flatMap(({ articles }) => articles);
    expect(imported.map(({ articles }) => articles.length)).to.deep.equal([500, 500, 100]);
    expect(sent.map(({ gtin }) => gtin)).to.deep.equal(gtins);
    expect(sent.every(({ massGrams, isActive }) => massGrams === 450 && isActive)).to.equal(true);
    expect(complaints.filter((one) => !one.includes("503"))).to.deep.equal([]);
    await page.close();
  });

  it("shows what is in stock by lot, what has moved, and whether the ledger adds up", async () => {
    const server = storeServer();
    const place = { warehouse: "alpha", gtin: SALAD, lot: "SALAD-20260420-A", expiry: "2026-12-01" };
    const balance: StockBalance = { ...place, onHand: 40, reserved: 2, available: 0, isExpired: true, isSold: true };
    const move: StockMove = {
      ...place,
      ...{
        id: "7",
        quantity: 2,
        from: "available",
        to: "reserved",
        cause: "reserved",
        reference: "order-1",
        reservation: "order:order-1",
        at: ago(1000),
      },
    };
    let drifted = 0;
    const counts: unknown[] = [];
    const { page } = await openConsole(stage, server, {
      "/api/stock/counts": server.changing(
        (request) => counts.push(request.postDataJSON()),
        () => move,
      ),
      "/api/stock/balances": listOf(
        () => [balance],
        ({ gtin }, query) => (query.get("gtin") ?? gtin) === gtin,
      ),
      "/api/stock/moves": json({ items: [move], next: null }),
      "/api/stock/check": (route) => json({ check: { at: ago(60_000), places: 3, drifted } })(route),
    });
    await page.goto("/admin/stock");
    await page.getByText("All 3 balances are what the moves add up to").waitFor();
    const row = page.getByRole("row", { name: /SALAD-20260420-A/ });
    expect(await row.innerText()).to.include("Expired: take it out of stock");
    expect(await row.getByRole("link", { name: "SALAD-20260420-A" }).getAttribute("href")).to.equal(`/01/${SALAD}/10/SALAD-20260420-A`);
    await row.getByRole("button").click();
    await page.getByText("free → held").waitFor();
    await page.getByText("order-1").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("checkbox", { name: `Choose ${SALAD}, alpha` }).check();
    await page.getByRole("button", { name: "Write off what is free…" }).click();
    const panel = page.getByRole("group", { name: "Write off what is free of this lot?" });
    await panel.getByText("38 pieces count as gone, and can be sold no more. 2 that orders hold stay.").waitFor();
    await panel.getByLabel(/^Why/).fill("Wet");
    expect(await objectionsTo(page), "preview").to.deep.equal([]);
    await panel.getByRole("button", { name: "Write off what is free…" }).click();
    await panel.getByLabel("Password").fill("correct horse battery staple");
    await panel.getByRole("button", { name: "Prove that it is you" }).click();
    await panel.getByText("It is written off.").waitFor();
    expect(counts).to.deep.equal([{ ...place, counted: 2, reference: "Wet" }]);
    drifted = 1;
    await page.goto(`/admin/stock?gtin=${BOOK}`);
    await page.getByText("One balance is not what the moves add up to").waitFor();
    expect(await page.getByRole("row", { name: /SALAD/ }).count()).to.equal(0);
    await page.close();
  });

  it("lists what was done about money and what came back, each beside its order", async () => {
    const amount = { minor: 1190, currency: "EUR" };
    const payment = { id: "p1", order: "order-1", provider: "sandbox", kind: "capture", amount, reason: null, at: ago(60_000) };
    const came = { id: "r1", order: "order-1", at: ago(30_000), pieces: 1, amount, isPaid: false };
    const { page } = await openConsole(stage, storeServer(), {
      "/api/payments": listOf(
        () => [payment],
        ({ kind }, query) => (query.get("kind") ?? kind) === kind,
      ),
      "/api/returns": listOf(
        () => [came],
        ({ order }, query) => (query.get("order") ?? order) === order,
      ),
    });
    await page.goto("/admin/payments");
    const row = page.getByRole("row", { name: /order-1/ });
    expect(await row.innerText()).to.match(/Taken[\s\S]*11\.90/);
    expect(await row.getByRole("link").getAttribute("href")).to.equal("/admin/orders/order-1");
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await tablesTooWide(page)).to.deep.equal([]);
    await page.goto("/admin/payments?kind=refund");
    await page.getByText("Nothing matches").waitFor();
    expect(await row.count()).to.equal(0);
    await page.goto("/admin/returns?paid=false");
    expect(await row.innerText()).to.match(/Is on its way back/);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("sets what plans are charged for and where postal codes are, in whole numbers, and says what has counted before", async () => {
    const server = storeServer();
    const first = {
      ...{ minorPerTonneCo2e: 10_000, minorPerFurtherShipment: 200, minorPerSplit: 50, thousandthsPerUnitAndDay: 100 },
      ...{ ownMinorPerShipment: 0, ownMinorPerUnit: 0, assumedMassGrams: 500 },
    };
    const prices: object[] = [{ ...first, number: 0, setAt: null }];
    const areas: object[] = [];
    const { page, complaints } = await openConsole(stage, server, {
      "/api/routing-prices": (route) => {
        if (route.request().method() === "GET") return json({ items: prices, next: null })(route);
        const set = { ...(route.request().postDataJSON() as object), number: prices.length, setAt: ago(0) };
        prices.unshift(set);
        return json(set)(route);
      },
      "/api/postal-areas": (route) => json({ items: areas, next: null })(route),
      "/api/postal-areas/DE": (route) => {
        areas[0] = { ...(route.request().postDataJSON() as object), country: "DE", setAt: ago(0) };
        return json(areas[0])(route);
      },
    });
    await page.goto("/admin/routing");
    const tonne = page.getByLabel("A tonne of CO₂e");
    await tonne.fill("12,5");
    await page.getByRole("button", { name: "Set these from now on" }).click();
    await page.getByText("A whole number without a sign").waitFor();
    expect(prices).to.have.length(1);
    expect(await objectionsTo(page), "a wrong price").to.deep.equal([]);
    await tonne.fill("12500");
    await page.getByRole("button", { name: "Set these from now on" }).click();
    await page.getByRole("cell", { name: "12,500" }).waitFor();
    expect(prices[0]).to.deep.include({ ...first, minorPerTonneCo2e: 12_500, number: 1 });
    expect(await page.getByRole("row").filter({ hasText: "the beginning" }).innerText()).to.include("10,000");
    expect(await tablesTooWide(page)).to.deep.equal([]);
    await page.setViewportSize({ width: 1280, height: 844 });
    expect(await tablesTooWide(page), "as a table").to.deep.equal([]);
    await page.setViewportSize({ width: 390, height: 844 });

    await page.getByText("Nothing was said yet").waitFor();
    await page.getByRole("textbox", { name: "Country" }).fill("de");
    await page.getByLabel("Regions, one a line").fill("1, 52.5, 13.4\n1011, 52.5, 13.4\n8; 48.1; 11.6\n8, 1, 2");
    await page.getByRole("button", { name: "Set these regions" }).click();
    await page.getByText("Not a region, or there twice: line 2, 4.").waitFor();
    await page.getByLabel("Regions, one a line").fill("1, 52.5, 13.4\n8; 48.1; 11.6\n");
    await page.getByRole("button", { name: "Set these regions" }).click();
    expect(await page.getByRole("row", { name: /DE/ }).innerText()).to.include("2 regions");
    expect(areas[0]).to.deep.include({
      areas: [
        { prefix: "1", latitude: 52.5, longitude: 13.4 },
        { prefix: "8", latitude: 48.1, longitude: 11.6 },
      ],
    });
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();

    server.role = "auditor";
    const reading = await openConsole(stage, server, {
      "/api/routing-prices": json({ items: prices, next: null }),
      "/api/postal-areas": json({ items: areas, next: null }),
    });
    await reading.page.goto("/admin/routing");
    await reading.page.getByRole("row", { name: /DE.*2 regions/ }).waitFor();
    expect(await reading.page.getByRole("button", { name: /^Set these/ }).count()).to.equal(0);
    await reading.page.close();
  });
});
