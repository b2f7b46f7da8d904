import { expect } from "chai";
import { getStage, json, noServer, type Stage } from "../support/browser.ts";
import { ADDRESS, articleOf, BOOK, GONE, openShop, refuse, SALAD, ShopServer } from "../support/shop.ts";
import { objectionsTo } from "../support/supplier.ts";

const LOT = `https://id.gs1.org/01/${SALAD}/10/SALAD-20260420-A`;

describe("the shop", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("is browsed and narrowed by what its address says, and says in words what is there", async () => {
    const server = new ShopServer();
    const { page, complaints } = await openShop(stage, server);
    await page.goto("/shop");
    await page.getByRole("link", { name: "Garden salad, case of 6" }).waitFor();
    const cards = page.getByRole("region", { name: "Articles" }).getByRole("listitem");
    expect(await cards.count()).to.equal(3);
    const salad = cards.filter({ hasText: "Garden salad" });
    expect(await salad.innerText())
      .to.match(/€21\.50/)
      .and.include("Only a few left");
    expect(await cards.filter({ hasText: "The Short Field" }).getByRole("button").isDisabled()).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);

    await page.getByText("Narrow the list").click();
    await page.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Food" }).click();
    await page.waitForURL(/kind=food/);
    await page.getByLabel("Price from (EUR)").fill("20,5");
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=20/);
    expect(server.asked.findLast((one) => one.startsWith("GET /api/articles?"))).to.include("minPrice=2050");
    await page.getByRole("checkbox", { name: "In stock only" }).check();
    await page.waitForURL(/stock=in/);
    await page.getByLabel("Price to (EUR)").fill("cheap");
    await page.keyboard.press("Enter");
    await page.getByText("Write an amount").waitFor();
    await page.getByRole("button", { name: "Show everything" }).click();
    await page.getByRole("link", { name: "The Long Field" }).waitFor();
    await page.goto("/shop?q=nothing-of-this");
    await page.getByText("Nothing fits.").waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("leads from an article to the proof and the footprint of its goods, where they are known, and to nothing where they are not", async () => {
    const server = new ShopServer();
    const answers = {
      "/api/products": json({
        items: [{ gtin: SALAD, name: "Garden salad, case of 6", description: null, statedBy: null }],
        next: null,
      }),
      "/api/search": json({ items: [{ kind: "subject", label: "Garden salad", value: LOT }], next: null }),
    };
    const { page, complaints } = await openShop(stage, server, { answers });
    await page.goto(`/shop/${SALAD}`);
    const origin = page.getByRole("region", { name: "Where it comes from" });
    await origin.waitFor();
    const links = await origin.getByRole("link").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    const path = new URL(LOT).pathname;
    expect(links).to.deep.equal([path, `/footprint${path}`, `/01/${SALAD}`]);
    expect(await page.getByRole("main").innerText()).to.include("tax included");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();

    const unknown = await openShop(stage, server, {
      answers: { "/api/products": json({ items: [], next: null }), "/api/search": json({ items: [], next: null }) },
    });
    await unknown.page.goto(`/shop/${BOOK}`);
    await unknown.page.getByRole("heading", { name: "The Long Field" }).waitFor();
    await unknown.page.waitForLoadState("networkidle");
    expect(await unknown.page.getByText("Where it comes from").count()).to.equal(0);
    await unknown.page.goto("/shop/09506000134383");
    await unknown.page.getByText("There is no such article").waitFor();
    expect([...complaints, ...unknown.complaints].filter((text) => !/404/.test(text))).to.deep.equal([]);
    await unknown.page.close();
  });

  it("keeps the cart of a visitor in the browser, with the keyboard alone, and loses it to nobody", async () => {
    const server = new ShopServer();
    const { page, complaints } = await openShop(stage, server);
    await page.goto(`/shop/${BOOK}`);
    await page.getByRole("button", { name: "One more of The Long Field" }).press("Enter");
    await page.getByRole("button", { name: "Add to cart: The Long Field" }).press("Enter");
    await page.getByText("2 in the cart").waitFor();
    await page.reload();
    await page.getByRole("banner").getByRole("link", { name: "Cart, 2 pieces" }).press("Enter");
    await page.getByLabel("How many of The Long Field").fill("3");
    await page.keyboard.press("Enter");
    await page.getByText("€35.70").first().waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Remove The Long Field" }).press("Enter");
    await page.getByText("Nothing is in it.").waitFor();
    expect(server.asked.filter((one) => one.includes("/api/cart"))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("puts a visitor's cart into the one on the server once, at sign-in, and nothing twice", async () => {
    const server = new ShopServer();
    server.cart = { version: 4, changedAt: null, lines: [{ gtin: BOOK, quantity: 1 }] };
    const kept = [
      { gtin: SALAD, quantity: 1 },
      { gtin: BOOK, quantity: 3 },
    ];
    const { page } = await openShop(stage, server, { stored: { "waybill.cart": JSON.stringify(kept) } });
    await page.goto("/checkout");
    await page.getByRole("button", { name: "By e-mail instead" }).click();
    await page.getByLabel("E-mail address").fill("ann@farm.example");
    await page.getByLabel("Password").fill("correct horse battery staple");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Your order" }).waitFor();
    const merged = [
      { gtin: BOOK, quantity: 3 },
      { gtin: SALAD, quantity: 1 },
    ];
    expect(server.cart).to.deep.include({ version: 5, lines: merged });
    expect(await page.evaluate(() => localStorage.getItem("waybill.cart"))).to.equal(null);
    await page.reload();
    await page.getByRole("heading", { name: "Your order" }).waitFor();
    expect(server.cart).to.deep.include({ version: 5, lines: merged });
    await page.close();
  });

  it("makes a change again that another device came before", async () => {
    const server = new ShopServer();
    server.isSignedIn = true;
    server.cart = { version: 1, changedAt: null, lines: [{ gtin: BOOK, quantity: 1 }] };
    const { page } = await openShop(stage, server);
    await page.goto("/cart");
    await page.getByLabel("How many of The Long Field").waitFor();
    server.cart = { version: 2, changedAt: null, lines: [...server.cart.lines, { gtin: SALAD, quantity: 2 }] };
    await page.getByRole("button", { name: "One more of The Long Field" }).click();
    await page.getByLabel("How many of Garden salad").waitFor();
    expect(server.cart).to.deep.include({
      version: 3,
      lines: [
        { gtin: BOOK, quantity: 2 },
        { gtin: SALAD, quantity: 2 },
      ],
    });
    await page.close();
  });

  it("does not let what cannot be ordered into the checkout", async () => {
    const server = new ShopServer();
    server.articles = server.articles.map((one) => (one.gtin === GONE ? { ...one, isActive: false } : one));
    server.articles.push(articleOf("09506000134383", { title: "A dollar book", price: { minor: 100, currency: "USD" } }));
    const open = async (...gtins: string[]) => {
      const lines = JSON.stringify(gtins.map((gtin) => ({ gtin, quantity: 1 })));
      const { page } = await openShop(stage, server, { stored: { "waybill.cart": lines } });
      await page.goto("/cart");
      await page
        .getByRole("button", { name: /^Remove/ })
        .first()
        .waitFor();
      return page;
    };
    for (const [gtins, said] of [
      [[BOOK, GONE], "is not for sale any more"],
      [[BOOK, "09506000134383"], "prices in several currencies"],
    ] as const) {
      const page = await open(...gtins);
      await page.getByText(said).waitFor();
      expect(await page.getByRole("link", { name: "To the checkout" }).count()).to.equal(0);
      await page.close();
    }
  });
});

describe("the checkout", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  const withCart = () => {
    const server = new ShopServer();
    server.isSignedIn = true;
    server.cart = { version: 1, changedAt: null, lines: [{ gtin: BOOK, quantity: 2 }] };
    return server;
  };
  const fill = async (page: Awaited<ReturnType<typeof openShop>>["page"]) => {
    await page.getByLabel("Name", { exact: true }).fill(ADDRESS.name);
    await page.getByLabel("Street and number").fill(ADDRESS.lines[0]!);
    await page.getByLabel("Postcode").fill(ADDRESS.postcode);
    await page.getByLabel("Town").fill(ADDRESS.city);
  };

  it("says what is missing, shows delivery and tax of the chosen country, and marks the sandbox as such", async () => {
    const server = withCart();
    const { page, complaints } = await openShop(stage, server);
    await page.goto("/checkout");
    await page.getByRole("button", { name: "Place the order" }).click();
    expect(await page.getByText("This is needed.").count()).to.equal(4);
    await page.getByText("no money moves").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("combobox", { name: "Country" }).click();
    await page.getByRole("option", { name: "Germany" }).click();
    await page.getByTestId("total").getByText("€28.70").waitFor();
    await page.getByRole("combobox", { name: "Country" }).click();
    await page.getByRole("option", { name: "Austria" }).click();
    await page.getByTestId("total").getByText("€32.70").waitFor();
    expect(server.placed).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("places one order, however often it is pressed, reloaded, or the answer is lost", async () => {
    const server = withCart();
    const { page } = await openShop(stage, server);
    await page.goto("/checkout");
    await fill(page);
    const button = page.getByRole("button", { name: "Place the order" });
    // The server has placed it, and its answer does not arrive.
    server.nextPlacing = async (route) => {
      const request = route.request();
      server.placed.push({ key: (await request.headerValue("idempotency-key")) ?? "", body: request.postDataJSON() as never });
      await noServer(route);
    };
    await button.dblclick();
    await page.getByText("Waybill’s server does not answer").waitFor();
    await page.reload();
    expect(await page.getByLabel("Town").inputValue()).to.equal("Berlin");
    await button.click();
    await page.waitForURL(/\/account\/orders\/order-1$/);
    expect(server.placed).to.have.length(1);
    expect(server.placed[0]?.body).to.deep.equal({
      ...{ lines: [{ gtin: BOOK, quantity: 2 }], delivery: ADDRESS, payment: { token: "sandbox:approve" } },
      total: { minor: 2870, currency: "EUR" },
    });
    await page.getByRole("banner").getByRole("link", { name: "Cart, 0 pieces" }).waitFor();
    expect(server.cart.lines).to.deep.equal([]);
    await page.close();
  });

  it("asks before it orders with other details what an earlier attempt may have ordered already", async () => {
    const server = withCart();
    const { page } = await openShop(stage, server);
    await page.goto("/checkout");
    await fill(page);
    server.nextPlacing = async (route) => {
      const request = route.request();
      server.placed.push({ key: (await request.headerValue("idempotency-key")) ?? "", body: request.postDataJSON() as never });
      await noServer(route);
    };
    const button = page.getByRole("button", { name: "Place the order" });
    await button.click();
    await page.getByText("Waybill’s server does not answer").waitFor();
    await page.getByLabel("Town").fill("Potsdam");
    await button.click();
    await page.getByText("may have placed your order already").waitFor();
    expect(server.placed).to.have.length(1);
    expect(await button.isDisabled()).to.equal(true);
    await page.getByRole("button", { name: "order with these details" }).click();
    await button.click();
    await page.waitForURL(/\/account\/orders\/order-2$/);
    await page.close();
  });

  it("shows another price before it orders at it, and says what else the server refuses", async () => {
    const server = withCart();
    const { page } = await openShop(stage, server);
    await page.goto("/checkout");
    await fill(page);
    const button = page.getByRole("button", { name: "Place the order" });
    server.nextPlacing = refuse(409, "orders.price-changed");
    server.articles[0] = articleOf(BOOK, { price: { minor: 1300, currency: "EUR" } });
    await button.click();
    await page.getByRole("button", { name: "Show the price of now" }).click();
    await page.getByTestId("total").getByText("€30.90").waitFor();
    server.nextPlacing = refuse(422, "orders.not-delivered", "The order cannot be delivered there.");
    await button.click();
    await page.getByText("The order cannot be delivered there.").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await button.click();
    await page.waitForURL(/\/account\/orders\/order-1$/);
    expect(server.placed.map(({ body }) => body.total?.minor)).to.deep.equal([3090]);
    await page.close();
  });
});
