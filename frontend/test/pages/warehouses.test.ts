import type { FulfilmentView, OrderRouting, OrderView } from "@waybill/protocol/schemas/api/orders";
import type { ComparisonView, WarehouseConflict, WarehouseStockItem, WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { expect } from "chai";
import { startStream } from "../fixtures/stream.ts";
import { getStage, json, type Answer, type Stage } from "../support/browser.ts";
import { ago, listOf, openConsole, tablesTooWide } from "../support/console.ts";
import { untilQuiet } from "../support/quiet.ts";
import { ADDRESS, BOOK, refuse, SALAD, ShopServer } from "../support/shop.ts";
import { objectionsTo } from "../support/supplier.ts";

const [OLD, OTHER] = ["6f1d7d1c-1111-4111-8111-111111111111", "6f1d7d1c-2222-4222-8222-222222222222"];

function warehouseOf(id: string, changes: Partial<WarehouseView> = {}): WarehouseView {
  return {
    ...{ id, name: id === "alpha" ? "Alpha" : "Beta", url: `https://${id}.example`, country: "DE", latitude: 52.5, longitude: 13.4 },
    terms: { minorPerShipment: 300, minorPerUnit: 40, minorPerTonneKilometre: 12, co2eMilligramsPerTonneKilometre: 90_000 },
    ...{ actor: null, registeredAt: ago(86_400_000), status: "HEALTHY", statusSince: ago(3_600_000), misses: 0, isPaused: false },
    ...{ removedAt: null, soldUntil: null, unsoldSince: null },
    ...{ instance: OLD, otherInstance: null, heardAt: ago(2_000), lastSynced: ago(120_000), differences: 0 },
    ...{ messages: { taken: 12, told: 12, lag: 0 }, breaker: "closed", openConflicts: 0 },
    ...changes,
  };
}

const CONFLICT: WarehouseConflict = {
  ...{ id: "c1", warehouse: "alpha", kind: "stock", foundAt: ago(60_000), endedAt: null, instance: null },
  stock: { gtin: SALAD, lot: "L1", expiry: null, theirs: 3, ours: 5, reserved: 4 },
};
const ITEM: WarehouseStockItem = {
  ...{ gtin: SALAD, lot: "L1", expiry: "2027-01-31", isExpired: true, onHand: 3, asOf: 12, lastSynced: ago(120_000) },
  ...{ ledger: { onHand: 5, reserved: 4 }, drift: -2 },
};

/** A shop with two warehouses, for an admin. */
class WarehousesServer extends ShopServer {
  override role: ShopServer["role"] = "admin";
  override isSignedIn = true;
  warehouses = [
    warehouseOf("alpha", { openConflicts: 1 }),
    warehouseOf("beta", { status: "OFFLINE", misses: 4, breaker: "open", lastSynced: null, messages: { taken: 3, told: 9, lag: 6 } }),
  ];
  compared: ComparisonView | null = null;
  accepted: unknown = null;

  override get answers(): Record<string, Answer> {
    const one = (path: string) => this.warehouses.find(({ id }) => path.split("/")[3] === id);
    const change =
      (changes: Partial<WarehouseView>): Answer =>
      (route) => {
        if (!this.isProven) return refuse(401, "platform.step-up-required")(route);
        const path = new URL(route.request().url()).pathname;
        this.warehouses = this.warehouses.map((warehouse) => (warehouse === one(path) ? { ...warehouse, ...changes } : warehouse));
        return json(one(path))(route);
      };
    return {
      "/api/warehouses": (route) => json({ items: this.warehouses })(route),
      "/api/warehouses/(alpha|beta)": (route) => json(one(new URL(route.request().url()).pathname))(route),
      "/api/warehouses/[^/]+/history": json({
        items: [{ id: "2", became: "HEALTHY", cause: "it answered again", at: ago(3_600_000) }],
        next: null,
      }),
      "/api/warehouses/[^/]+/stock": json({ items: [ITEM], next: null }),
      "/api/warehouse-conflicts": listOf(
        () => [CONFLICT, { ...CONFLICT, id: "c0", endedAt: ago(1_000), warehouse: "beta" }],
        ({ warehouse, endedAt }, query) =>
          (query.get("warehouse") ?? warehouse) === warehouse &&
          (query.get("open") ?? String(endedAt === null)) === String(endedAt === null),
      ),
      "/api/warehouses/[^/]+/pause": change({ isPaused: true }),
      "/api/warehouses/[^/]+/resume": change({ isPaused: false }),
      "/api/warehouses/[^/]+/removal": change({ removedAt: ago(0), unsoldSince: ago(0) }),
      "/api/warehouses/[^/]+/admission": change({ removedAt: null, status: "OFFLINE" }),
      "/api/warehouses/[^/]+/reach": json({ orders: 2, pieces: 3, letGo: 1, onHand: 40, reserved: 4 }),
      "/api/warehouses/[^/]+/instance": (route) => {
        if (this.isProven) this.accepted = route.request().postDataJSON();
        return change({ instance: OTHER, otherInstance: null })(route);
      },
      "/api/warehouses/[^/]+/comparison": (route) =>
        this.compared === null ? refuse(503, "warehouses.unreachable", "Alpha did not answer.")(route) : json(this.compared)(route),
      ...super.answers,
    };
  }
}

const ORDER = {
  lines: [
    { gtin: BOOK, quantity: 2 },
    { gtin: SALAD, quantity: 1 },
  ],
  ...{ delivery: ADDRESS, payment: { token: "sandbox:approve" } },
};

function partOf(id: string, changes: Partial<FulfilmentView> = {}): FulfilmentView {
  return {
    ...{
      id,
      warehouse: "alpha",
      state: "open",
      heldFor: null,
      endedFor: null,
      hasProgram: true,
      isAsked: false,
      isLetGo: false,
      isLost: false,
      wanted: null,
    },
    goods: [{ line: 1, gtin: BOOK, lot: null, expiry: null, quantity: 2 }],
    ...changes,
  };
}

const ROUTING: OrderRouting = {
  decisions: [
    {
      ...{ number: 1, at: ago(50_000), madeFor: "the money is held", problemDigest: `0x${"ab".repeat(32)}`, solver: "branch-and-bound" },
      ...{ objective: 812_000, bound: 780_000, gap: 32_000, isProven: false, greedyObjective: 1_000_000, savedBesideGreedy: 188_000 },
      parts: { shipments: 600_000, furtherShipments: 100_000, handling: 80_000, carriage: 30_000, co2e: 2_000, splits: 0, lateness: 0 },
      shipments: [
        { warehouse: "alpha", units: 2, massGrams: 1_200, co2eGrams: 31 },
        { warehouse: "beta", units: 1, massGrams: 500, co2eGrams: 12 },
      ],
      ...{ assignments: [], short: [], assumedMass: [2], destination: "country" },
      prices: {
        ...{ number: 3, minorPerTonneCo2e: 12_000, minorPerFurtherShipment: 200, minorPerSplit: 50, thousandthsPerUnitAndDay: 100 },
        assumedMassGrams: 250,
      },
      warehouses: [
        {
          ...{ warehouse: "alpha", isExcluded: false, distanceMetres: 254_300, minorPerShipment: 300, minorPerUnit: 40 },
          ...{ minorPerTonneKilometre: 12, co2eMilligramsPerTonneKilometre: 90_000 },
        },
      ],
      excluded: [{ warehouse: "gamma", gtin: null, why: "away" }],
    },
  ],
};

describe("the warehouses of the store's console", () => {
  let stage: Stage;
  let server: WarehousesServer;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });
  beforeEach(() => {
    server = new WarehousesServer();
  });
  const prove = async (page: Awaited<ReturnType<typeof openConsole>>["page"]) => {
    await page.getByLabel("Password").fill("correct horse battery staple");
    await page.keyboard.press("Enter");
  };

  it("are listed with how each answers, how fresh it is and what waits, and with both sides of every conflict", async () => {
    const { page, complaints } = await openConsole(stage, server);
    await page.goto("/admin/warehouses");
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name: "Beta", exact: true }) })
      .first();
    await row.waitFor();
    expect(await row.innerText())
      .to.include("Away")
      .and.include("Not asked at present")
      .and.include("not yet")
      .and.include("6");
    await page.getByText("The warehouse: 3 are there.").first().waitFor();
    await page.getByText("The shop: 5 by the ledger, 4 of them held for orders.").first().waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await tablesTooWide(page)).to.deep.equal([]);
    await page.goto("/admin/warehouses?open=true&warehouses.state=conflicts");
    await page.getByText("The warehouse: 3 are there.").waitFor();
    await page.getByRole("link", { name: "Alpha", exact: true }).first().waitFor();
    expect(await row.count()).to.equal(0);
    await page.goto("/admin/warehouses");
    await row.waitFor();
    const list = page.locator('[data-list="warehouses"]');
    await list.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await list.getByRole("button", { name: "Pause it" }).click();
    const panel = list.getByRole("group", { name: "Send nothing new to these 2 warehouses?" });
    await panel.getByRole("button", { name: "Pause it" }).click();
    await prove(page);
    await panel.getByText("2 are paused.").waitFor();
    expect(server.warehouses.map(({ isPaused }) => isPaused)).to.deep.equal([true, true]);
    // The browser says so of the answer that wanted a proof.
    expect(complaints.filter((text) => !text.includes("401"))).to.deep.equal([]);
    await page.close();
  });

  it("are paused after it was shown what that does and proven who asks, and say what a comparison found", async () => {
    const { page } = await openConsole(stage, server);
    await page.goto("/admin/warehouses/alpha");
    await page.getByText("Fewer are there than are held for orders").waitFor();
    const row = page.getByRole("row", { name: new RegExp(SALAD) });
    expect(await row.innerText())
      .to.include("lot L1")
      .and.include("-2");
    await page.getByText("it answered again").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await tablesTooWide(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Pause it" }).click();
    await page.getByText("What it was told to pack it packs.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(server.warehouses[0]?.isPaused).to.equal(false);
    await page.getByRole("button", { name: "Pause it" }).click();
    await prove(page);
    await page.getByText("It is paused.").waitFor();
    await page.getByRole("button", { name: "Back to the list", exact: true }).click();
    await page.getByRole("button", { name: "Resume it" }).waitFor();
    await page.getByText("Paused", { exact: true }).waitFor();

    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByText("Alpha did not answer.").waitFor();
    server.compared = { differences: 2, repaired: 1, conflicts: 1, questions: 5, isLate: true };
    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByText("2 lots differed, 1 was put right.").waitFor();
    await page.getByText("1 could not: more are held for orders than are there.").waitFor();
    await page.close();
  });

  it("are removed after it was shown which orders and pieces that strikes, and let in again; what became of them can be read", async () => {
    const { page } = await openConsole(stage, server);
    await page.goto("/admin/warehouses/alpha");
    await page.getByRole("button", { name: "Remove it" }).click();
    await page.getByText("2 orders, 3 pieces are decided anew").waitFor();
    await page.getByText("1 piece: you will have to say whether it has left").waitFor();
    await page.getByText("40 pieces, 4 held for orders").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Remove it" }).click();
    await prove(page);
    await page.getByText("It is removed.").waitFor();
    await page.getByRole("button", { name: "Back to the list", exact: true }).click();
    await page.getByText("It was removed from the registry").waitFor();
    await page.getByText("it answered again").waitFor();
    for (const name of ["Pause it", "Remove it", "Compare now"]) expect(await page.getByRole("button", { name }).count(), name).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Let it in again" }).click();
    await page.getByText("The token that it has counts again.").waitFor();
    await page.getByRole("button", { name: "Let it in again" }).click();
    await page.getByText("It may come back.").waitFor();
    await page.close();
  });

  it("are followed as they change: of one nothing is asked for by the clock, neither itself nor its stock", async () => {
    const stream = startStream();
    const { page } = await openConsole(stage, server, { "/api/warehouses/events": stream.answer });
    let asked = 0;
    page.on("request", (request) => void (/\/api\/warehouse(?!s\/events)/.test(request.url()) && asked++));
    await page.clock.install();
    await page.goto("/admin/warehouses/alpha");
    await page.getByText("Fewer are there than are held for orders").waitFor();
    await untilQuiet(page, () => asked);
    const before = asked;
    await page.clock.runFor(60_000);
    expect(asked).to.equal(before);
    server.warehouses[0] = warehouseOf("alpha", { status: "MISSED", misses: 1 });
    stream.send('id: 7\nevent: warehouse\ndata: {"warehouse":"alpha","kind":"warehouse"}\n\n');
    await page.getByText("1 question without an answer").waitFor();
    await page.close();
  });

  it("with another database than before are accepted by an admin alone, with exactly the one that was shown", async () => {
    server.warehouses[0] = warehouseOf("alpha", { otherInstance: OTHER });
    const { page } = await openConsole(stage, server);
    await page.goto("/admin/warehouses/alpha");
    await page.getByText("It has another database than before").waitFor();
    await page.getByRole("button", { name: "Accept the other database" }).click();
    await page.getByText(OTHER).waitFor();
    await page.getByRole("button", { name: "Accept the other database" }).click();
    await prove(page);
    await page.getByText("It is accepted.").waitFor();
    expect(server.accepted).to.deep.equal({ instance: OTHER });
    await page.close();

    server.role = "auditor";
    server.warehouses[0] = warehouseOf("alpha", { otherInstance: OTHER });
    const auditor = await openConsole(stage, server);
    await auditor.page.goto("/admin/warehouses/alpha");
    await auditor.page.getByText("It has another database than before").waitFor();
    for (const name of ["Accept the other database", "Pause it", "Compare now"])
      expect(await auditor.page.getByRole("button", { name }).count(), name).to.equal(0);
    await auditor.page.close();
  });

  /** Idempotency-Keys of what was sent. */
  const keys = new Set<string>();
  const openOrder = async (fulfilments: FulfilmentView[], sent: { path: string; body: unknown }[] = []) => {
    const order = { ...server.orderOf("order-1", ORDER), state: "routed", fulfilments } as OrderView;
    server.orders.set("order-1", order);
    const opened = await openConsole(stage, server, {
      "/api/orders/order-1/routing": json(ROUTING),
      "/api/orders/order-1/fulfilments/[^/]+/[a-z-]+": async (route) => {
        const { pathname } = new URL(route.request().url());
        const key = await route.request().headerValue("idempotency-key");
        if (key !== null) keys.add(key);
        sent.push({ path: pathname.replace("/api/orders/order-1/fulfilments/", ""), body: route.request().postDataJSON() });
        return route.fulfill({ status: 202, json: order });
      },
    });
    await opened.page.goto("/admin/orders/order-1");
    await opened.page.getByTestId("fulfilment").first().waitFor();
    return opened;
  };

  it("and their parts of an order are held, released, moved, split and merged, each only where it can be", async () => {
    const sent: { path: string; body: unknown }[] = [];
    const { page, complaints } = await openOrder(
      [
        partOf("f1"),
        partOf("f2", { goods: [{ line: 2, gtin: SALAD, lot: "L1", expiry: null, quantity: 1 }] }),
        partOf("f3", { state: "held", heldFor: "the street is closed", warehouse: "beta" }),
        partOf("f4", { state: "instructed", isLetGo: true, warehouse: "beta" }),
        partOf("f5", { state: "instructed", isLetGo: true, isLost: true, warehouse: "beta" }),
        partOf("f6", { state: "instructed", warehouse: "gamma" }),
        partOf("f7", { state: "instructed", warehouse: "gamma", isAsked: true, wanted: "hold" }),
        partOf("f8", { state: "instructed", warehouse: "gamma" }),
        partOf("f9", { state: "held", heldFor: "it becomes one with another part", warehouse: "gamma", wanted: "merge" }),
      ],
      sent,
    );
    const part = (index: number) => page.getByTestId("fulfilment").nth(index);
    const verbs = (index: number) => part(index).getByRole("button").allInnerTexts();
    expect(await verbs(0)).to.deep.equal(["Keep back", "Move", "Split", "Merge"]);
    expect(await verbs(1)).to.deep.equal(["Keep back", "Move", "Merge"]);
    expect(await verbs(2)).to.deep.equal(["Let go on", "Move", "Split"]);
    expect(await verbs(3)).to.deep.equal([]);
    expect(await part(3).innerText()).to.include("Packed, may leave");
    expect(await verbs(5)).to.deep.equal(["Keep back", "Move", "Split", "Merge"]);
    expect(await verbs(6)).to.deep.equal(["Let go on"]);
    expect(await verbs(8)).to.deep.equal(["Let go on"]);
    expect(await part(6).innerText()).to.include("Being asked back, to be changed");
    expect(await verbs(4)).to.deep.equal(["Say whether it left"]);
    expect(await part(4).innerText()).to.include("Packed; nobody knows whether it left");

    await part(0).getByRole("button", { name: "Keep back" }).click();
    await page.getByLabel("Why", { exact: true }).fill("a lorry is late");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.keyboard.press("Enter");
    await page.getByLabel("Why", { exact: true }).waitFor({ state: "detached" });
    await part(2).getByRole("button", { name: "Let go on" }).click();
    await part(2).locator("form").getByRole("button", { name: "Let go on" }).click();
    await part(2).locator("form").waitFor({ state: "detached" });
    await part(0).getByRole("button", { name: "Move" }).click();
    await page.getByRole("combobox", { name: "To which warehouse" }).click();
    await page.getByRole("option", { name: "Beta" }).click();
    await part(0).locator("form").getByRole("button", { name: "Move" }).click();
    await part(0).locator("form").waitFor({ state: "detached" });
    await part(0).getByRole("button", { name: "Split" }).click();
    const count = page.getByLabel(/The Long Field \(at most 2\)/);
    await count.fill("2");
    expect(await part(0).locator("form").getByRole("button", { name: "Split" }).isDisabled()).to.equal(true);
    await count.fill("1");
    await page.keyboard.press("Enter");
    await part(0).locator("form").waitFor({ state: "detached" });
    await part(0).getByRole("button", { name: "Merge" }).click();
    await page.getByRole("combobox", { name: "With which part" }).click();
    await page.getByRole("option", { name: /Garden salad/ }).click();
    await part(0).locator("form").getByRole("button", { name: "Merge" }).click();
    await part(0).locator("form").waitFor({ state: "detached" });
    await part(4).getByRole("button", { name: "Say whether it left" }).click();
    await page.getByRole("combobox", { name: "What they say" }).click();
    await page.getByRole("option", { name: "It has not left" }).click();
    await part(4).locator("form").getByRole("button", { name: "Say whether it left" }).click();
    await part(4).locator("form").waitFor({ state: "detached" });
    expect(sent).to.deep.equal([
      { path: "f1/hold", body: { reason: "a lorry is late" } },
      { path: "f3/release", body: {} },
      { path: "f1/move", body: { warehouse: "beta" } },
      { path: "f1/split", body: { lines: [{ number: 1, quantity: 1 }] } },
      { path: "f1/merge", body: { other: "f2" } },
      { path: "f5/clear-up", body: { hasLeft: false } },
    ]);
    expect(keys.size, "each has a key of its own").to.equal(sent.length);
    // This shop tells of no events.
    expect(complaints.filter((text) => !/404/.test(text))).to.deep.equal([]);
    await page.close();
  });

  it("are chosen for reasons that the order's page tells in words and numbers", async () => {
    const { page } = await openOrder([partOf("f1")]);
    const decision = page.getByTestId("decision");
    const text = await decision.innerText();
    for (const said of [
      "Alpha ships 2 pieces, 1.2 kg, 31 g of CO₂e.",
      "It costs €8.12.",
      "at most €0.32 more than the cheapest plan",
      "would have cost €10.00: €1.88 more",
      "Gamma: it is away.",
      "Of one article nobody has told the weight",
    ])
      expect(text).to.include(said);
    await decision.locator("summary", { hasText: "What it is made of" }).click();
    await decision.getByText("to the middle of the customer’s country: where the postal code is, nobody has told").waitFor();
    await decision.getByText("nobody has told the weight: 250 g was taken").waitFor();
    await decision.locator("summary", { hasText: "What it was charged for" }).click();
    expect(await decision.getByRole("row").filter({ hasText: "A tonne of CO₂e" }).innerText()).to.include("€120.00");
    expect(await decision.getByRole("link", { name: "Prices number 3" }).getAttribute("href")).to.equal("/admin/routing");
    await decision.locator("summary", { hasText: "What was looked at" }).click();
    await decision.getByText("254 km").waitFor();
    expect(await decision.getByRole("row", { name: /Each shipment after the first/ }).innerText()).to.include("€1.00");
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await tablesTooWide(page)).to.deep.equal([]);
    await page.close();
  });
});
