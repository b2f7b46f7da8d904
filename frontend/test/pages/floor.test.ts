import { expect } from "chai";
import type { Page, Route } from "playwright-core";
import { waitFor } from "../../../backend/test/support/wait-for.ts";
import { discardExpired } from "../../../backend/src/warehouse/shipments/discard-expired.ts";
import { addStaff, BOOK, PENCIL, startWarehouseWorld, type WarehouseWorld } from "../../../backend/test/support/warehouse/world.ts";
import { getStage, type Stage } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";
import { untilQuiet } from "../support/quiet.ts";
import { objectionsTo } from "../support/supplier.ts";

/** What a hand scanner does: it types the code into the field that has the focus, and ends with Enter. Whoever holds it has read what is asked for. */
async function scan(page: Page, asked: string | RegExp, code: string): Promise<void> {
  await page.getByLabel(asked).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

describe("the screens of a warehouse's floor", function () {
  this.timeout(120_000);
  let stage: Stage;
  let world: WarehouseWorld;
  let password: string;
  let made = 0;
  const fresh = () => `F-${++made}`;
  before(async () => {
    stage = await getStage();
    world = await startWarehouseWorld({ FRONTEND_DIR: await builtPages() });
    password = await addStaff(world.databaseUrl, "Ann", "--lead");
    for (const bin of ["a-01", "a-02"]) await world.hands.bin(bin);
  });
  after(() => world.stop());

  /** A telephone with nobody signed in. Complaints are all but those of refusals, which the pages say themselves. */
  async function open(): Promise<{ page: Page; complaints: string[] }> {
    const context = await stage.browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    return { page, complaints };
  }

  async function openSignedIn(place = ""): Promise<{ page: Page; complaints: string[] }> {
    const opened = await open();
    await opened.page.goto(`${world.warehouse.url}/${place}`);
    await signIn(opened.page);
    await opened.page.getByText("Alpha · Ann").waitFor();
    return opened;
  }
  async function signIn(page: Page): Promise<void> {
    await scan(page, "Name", "Ann");
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
  }
  const close = (page: Page) => page.context().close();
  const onHand = async (bin: string, gtin: string) => {
    const { body } = await world.floor.get<{ items: { onHand: number }[] }>(`/api/floor/stock?bin=${bin}&gtin=${gtin}`);
    return body.items.reduce((sum, item) => sum + item.onHand, 0);
  };

  it("are served by its program under the shop's policy; no page of the shop is among them, and the shop serves none of them", async () => {
    const { headers, status } = await fetch(`${world.warehouse.url}/`, { headers: { accept: "text/html" } });
    expect(status).to.equal(200);
    expect(headers.get("content-security-policy")).to.include("script-src 'self'").and.include("require-trusted-types-for 'script'");
    for (const path of ["/shop", "/admin/orders", "/index.html"])
      expect((await fetch(`${world.warehouse.url}${path}`, { headers: { accept: "text/html" } })).status, path).to.equal(404);
  });

  it("let nobody in who is not of the staff, say so in words, and keep the password in memory alone", async () => {
    const { page, complaints } = await open();
    await page.goto(world.warehouse.url);
    await scan(page, "Name", "Ann");
    await page.getByLabel("Password").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByText("Nobody here has this name and this password.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Nothing is to be done.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(await kept())
      .to.not.include("Basic")
      .and.not.include("authorization");
    await page.reload();
    await page.getByRole("heading", { name: "Sign in to the warehouse" }).waitFor();
    await signIn(page);
    await page.getByText("Nothing is to be done.").waitFor();
    const other = await page.context().newPage();
    await other.goto(world.warehouse.url);
    await other.getByRole("heading", { name: "Sign in to the warehouse" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to the warehouse" }).waitFor();
    expect(await kept()).to.not.include("Basic");
    expect(complaints).to.deep.equal([]);
    await close(page);
  });

  it("show a new task as it is made, and ask for none in between", async () => {
    const { page } = await open();
    let asked = 0;
    page.on("request", (request) => void (request.url().endsWith("/api/floor/tasks") && asked++));
    const following = page.waitForResponse((response) => response.url().endsWith("/api/floor/events"));
    await page.clock.install();
    await page.goto(world.warehouse.url);
    await scan(page, "Name", "Ann");
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is to be done.").waitFor();
    expect((await following).status()).to.equal(200);
    // What came before the stream was asked for once more.
    await untilQuiet(page, () => asked);
    const before = asked;
    await page.clock.runFor(60_000);
    expect(asked).to.equal(before);
    await world.hands.receive("a-01", 1);
    const id = fresh();
    await world.hands.instruct(id, 1, [[1, BOOK, 1]]);
    await page.getByRole("button", { name: "Take" }).waitFor();
    await world.hands.pickAll(id);
    await page.getByText("Nothing is to be done.").waitFor();
    await world.hands.pack(id);
    await world.hands.until(id, "loadable");
    await world.hands.ship(id);
    await close(page);
  });

  it("take in, carry, count and write off goods with a scanner alone", async () => {
    const { page, complaints } = await openSignedIn("#/goods/receive");
    await scan(page, "Goods", "a-01");
    await page.getByText("This is a bin. Scan the goods.").waitFor();
    // The wrong code is marked whole: the next one takes its place.
    await scan(page, "Goods", `(01)${PENCIL}(10)P1(17)991231`);
    await page.getByRole("heading", { name: "Receive goods" }).waitFor();
    await page.getByLabel("How many?").waitFor();
    await scan(page, "How many?", "9506000134369");
    await page.getByText("Write a whole number from 1").waitFor();
    await scan(page, "How many?", "7");
    await scan(page, "Into which bin?", "A-01");
    await page.getByText("Take in 7 pieces into bin a-01?").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    // The scanner trembles: the same code again, with its Enter, confirms nothing.
    await page.keyboard.type("A-01");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Receive goods" }).waitFor();
    expect(await onHand("a-01", PENCIL)).to.equal(0);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("7 pieces are in bin a-01.").waitFor();
    expect(await onHand("a-01", PENCIL)).to.equal(7);

    await page.goto(`${world.warehouse.url}/#/goods/put-away`);
    await scan(page, "Which bin are they in?", "a-01");
    await scan(page, "Goods", BOOK);
    await page.getByText("Bin a-01 has none of these.").waitFor();
    await scan(page, "Goods", PENCIL);
    await scan(page, "How many?", "3");
    await scan(page, "Into which bin?", "nowhere");
    await page.getByText("There is no bin nowhere.").waitFor();
    await scan(page, "Into which bin?", "a-02");
    await page.getByText("Carry 3 pieces from bin a-01 to bin a-02?").waitFor();
    await page.getByRole("button", { name: "Put away" }).press("Enter");
    await page.getByText("3 pieces are in bin a-02 now.").waitFor();

    await page.goto(`${world.warehouse.url}/#/goods/count`);
    await scan(page, "Which bin are they in?", "a-02");
    await scan(page, "Goods", PENCIL);
    await page.getByText("Which of these is it?").waitFor();
    await page.getByRole("button", { name: /Lot P1/ }).click();
    expect(await page.getByText("3 pieces").count()).to.equal(0);
    await scan(page, "How many are there?", "2");
    await page.getByRole("button", { name: "Count", exact: true }).press("Enter");
    await page.getByText("Bin a-02: the ledger was wrong by -1.").waitFor();

    await page.goto(`${world.warehouse.url}/#/goods/damage`);
    await scan(page, "Which bin are they in?", "a-01");
    await scan(page, "Goods", `(01)${PENCIL}(10)P1(17)991231`);
    await scan(page, "How many?", "9");
    await scan(page, "What has happened to them?", "wet");
    await page.getByRole("button", { name: "Write off" }).press("Enter");
    await page.getByText("This was not done").waitFor();
    expect(await onHand("a-01", PENCIL)).to.equal(4);
    await page.getByRole("button", { name: "Change How many?" }).click();
    await scan(page, "How many?", "1");
    await scan(page, "What has happened to them?", "wet");
    await page.getByRole("button", { name: "Write off" }).press("Enter");
    await page.getByText("1 piece of bin a-01 is written off.").waitFor();
    expect([await onHand("a-01", PENCIL), await onHand("a-02", PENCIL)]).to.deep.equal([3, 2]);
    expect(complaints).to.deep.equal([]);
    await close(page);
  });

  it("lead from a task through picking, packing and the shop's word to the door", async () => {
    const id = fresh();
    await world.hands.receive("a-01", 5, { lot: "L1" });
    let isLetGo = false;
    world.shop.trouble = (path) => (path.endsWith("/messages") && !isLetGo ? 503 : undefined);
    await world.hands.instruct(id, 1, [[1, BOOK, 3]]);
    const { page, complaints } = await openSignedIn();
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByLabel("Go to bin a-01 and scan it").waitFor();
    await page.getByText("Goods", { exact: true }).first().waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await scan(page, "Go to bin a-01 and scan it", "a-02");
    await page.getByText("The task is for bin a-01, not a-02.").waitFor();
    await scan(page, "Go to bin a-01 and scan it", "a-01");
    await page.getByLabel("Scan the goods").waitFor();
    await scan(page, "Scan the goods", PENCIL);
    await page.getByText("Other goods").waitFor();
    await scan(page, "Scan the goods", `(01)${BOOK}(10)L2`);
    await page.getByText("Another lot: the task is for L1").waitFor();
    // A plain barcode names no lot: somebody looks.
    await scan(page, "Scan the goods", BOOK);
    await page.getByRole("button", { name: "It is L1" }).press("Enter");
    await scan(page, "How many do you take?", "3");
    await page.getByText("3 pieces are picked.").waitFor();
    await page.getByRole("link", { name: "To the shipment" }).click();

    await page.getByRole("button", { name: "In several parcels" }).click();
    await page.getByLabel("Goods, lot L1").fill("2");
    await page.keyboard.press("Enter");
    await page.getByText("Parcel 1: 2 pieces").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Close this parcel" }).click();
    await page.getByRole("button", { name: "Pack these 2 parcels" }).press("Enter");
    await page.getByText("wait for the shop’s word").waitFor();
    const labels = page.getByRole("img", { name: /Label of parcel \d{18}/ });
    await labels.nth(1).waitFor();
    await waitFor("a drawn label", () => labels.first().evaluate((image) => (image as HTMLImageElement).naturalWidth > 0 || undefined));
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("banner").isVisible()).to.equal(false);
    expect(await labels.first().isVisible()).to.equal(true);
    await page.emulateMedia({ media: "screen" });
    expect(await page.getByRole("button", { name: "It leaves" }).count()).to.equal(0);

    isLetGo = true;
    await page.getByText("The shop has let it go.").waitFor({ timeout: 60_000 });
    const { parcels } = await world.hands.shipment(id);
    await scan(page, /^Scan/, BOOK);
    await page.getByText("is no parcel of this shipment").waitFor();
    for (const [index, { sscc }] of parcels.entries()) {
      await scan(page, /^Scan/, `00${sscc}`);
      await page.getByText("Loaded", { exact: true }).nth(index).waitFor();
    }
    await page.getByLabel("Carrier").fill("Bike");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.keyboard.press("Enter");
    await page.getByText("It has left, and the shop is told.").waitFor();
    await page.getByRole("link", { name: "What happened with it" }).click();
    await page.getByText("Told to pack").waitFor();
    expect(await page.getByRole("listitem").filter({ hasText: "by Ann" }).count()).to.be.greaterThan(2);
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect((await world.hands.shipment(id)).state).to.equal("shipped");
    expect(complaints).to.deep.equal([]);
    world.shop.trouble = () => undefined;
    await close(page);
  });

  it("tell the shop what is short, have its bin counted, and show what is where", async () => {
    const id = fresh();
    await world.hands.receive("a-02", 4, { lot: "S1" });
    await world.hands.instruct(id, 1, [[1, BOOK, 6]]);
    const tasks = await world.hands.tasks(id);
    const task = tasks.find(({ bin }) => bin === "a-02") ?? expect.fail("a task in a-02");
    const { page } = await openSignedIn(`#/tasks/${task.id}`);
    await scan(page, "Go to bin a-02 and scan it", "a-02");
    await page.getByLabel("Scan the goods").waitFor();
    await scan(page, "Scan the goods", `(01)${BOOK}(10)${task.lot}`);
    await page.getByLabel("How many do you take?").waitFor();
    await scan(page, "How many do you take?", String(task.quantity - 1));
    await page.getByText("What about the other 1?").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "1 is not there: tell the shop" }).click();
    await page.getByText("1 is missing. The shop is told.").waitFor();
    await waitFor("the shop to know", () => world.shop.of("short").find((message) => message.shipment === id));
    await page.getByRole("link", { name: "All tasks" }).click();
    const count = page.getByRole("listitem").filter({ hasText: "Count" });
    await count.getByRole("button", { name: "Take it" }).click();
    await page.getByLabel("How many are there?").waitFor();
    await scan(page, "How many are there?", String(await onHand("a-02", BOOK)));
    await page.getByRole("button", { name: "Count", exact: true }).press("Enter");
    await page.getByText("Bin a-02: the ledger was right.").waitFor();

    await page.getByRole("link", { name: "Find" }).click();
    await scan(page, "Scan goods, a bin or a parcel", "a-02");
    await page.getByRole("heading", { name: "Bin a-02" }).waitFor();
    expect(await page.getByRole("row").filter({ hasText: "a-01" }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await close(page);
  });

  it("mark what has expired, and ask somebody to take it off the shelf", async () => {
    await world.hands.receive("a-02", 3, { gtin: PENCIL, lot: "E1", expiry: "2020-01-31" });
    await discardExpired(world.warehouse.app);
    const { page } = await openSignedIn();
    await page.getByRole("link", { name: "Find" }).click();
    const row = page.getByRole("row").filter({ hasText: "E1" });
    await row.getByText("Expired: take it out of stock").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("link", { name: "Tasks" }).click();
    const task = page.getByRole("listitem").filter({ hasText: "Take out of stock" });
    await task.getByRole("button", { name: "Take it" }).click();
    await scan(page, "How many?", "3");
    await page.getByRole("button", { name: "Write off", exact: true }).press("Enter");
    await page.getByText("3 pieces of bin a-02 are written off.").waitFor();
    await page.getByRole("link", { name: "All tasks" }).click();
    await page.getByRole("heading", { name: "Tasks" }).waitFor();
    await task.waitFor({ state: "detached" });
    await close(page);
  });

  it("take one step back for the shop: what is called back is carried to its shelf", async () => {
    const id = fresh();
    await world.hands.receive("a-01", 2, { gtin: PENCIL, lot: "B1" });
    await world.hands.instruct(id, 1, [[1, PENCIL, 2]]);
    await world.hands.pickAll(id);
    await world.hands.withdraw(id, 2);
    const { page } = await openSignedIn(`#/shipments/${id}`);
    await page.getByText("The shop has called it back.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("link", { name: /carr(y|ies) it back/ }).click();
    const back = page.getByRole("listitem").filter({ hasText: "Carry back" }).first();
    await back.getByRole("button", { name: "Take it" }).click();
    await scan(page, "Into which bin?", "a-02");
    await page.getByLabel("How many?").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(/back on the shelf/).waitFor();
    await close(page);
  });

  it("do an act once although its answer was lost and the page was loaded again", async () => {
    const before = await onHand("a-01", PENCIL);
    const { page } = await openSignedIn("#/goods/receive");
    await scan(page, "Goods", `(01)${PENCIL}(10)P9(17)991231`);
    await scan(page, "How many?", "2");
    await scan(page, "Into which bin?", "a-01");
    const keys: (string | undefined)[] = [];
    const lose = async (route: Route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      await route.fetch();
      await route.abort();
    };
    await page.route("**/api/floor/receipts", lose);
    await page.getByRole("button", { name: "Receive goods" }).press("Enter");
    await page.getByText("No connection to the warehouse’s server").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await waitFor("a second try", () => (keys.length > 1 ? true : undefined));
    await page.reload();
    await signIn(page);
    await waitFor("a third try", () => (keys.length > 2 ? true : undefined));
    await page.unroute("**/api/floor/receipts", lose);
    await page.getByText("has arrived.").waitFor();
    expect(new Set(keys).size).to.equal(1);
    expect(await onHand("a-01", PENCIL)).to.equal(before + 2);
    await close(page);
  });

  it("let a lead make a bin, and end with the account", async () => {
    const { page } = await openSignedIn("#/goods");
    await page.getByRole("link", { name: "Make a bin" }).click();
    await scan(page, "Code of the bin", "no spaces here");
    await page.getByText("A code has letters, digits and hyphens").waitFor();
    await scan(page, "Code of the bin", "C-07");
    await page.getByText("Bin c-07 is there.").waitFor();
    await page.getByRole("link", { name: "Find" }).click();
    await scan(page, "Scan goods, a bin or a parcel", "c-07");
    await page.getByText("Nothing is there.").waitFor();
    const staff = async () =>
      (await world.floor.get<{ items: { id: string; name: string; isLead: boolean }[] }>("/api/floor/staff")).body.items;
    const lea = async () => (await staff()).find(({ name }) => name === "Lea")?.isLead;
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("button", { name: "Lead no more: Lea" }).click();
    await page.getByText("Lea leads no more.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    // The last lead stays one.
    await page.getByRole("button", { name: "Lead no more: Ann" }).click();
    await page.getByText("This is the last lead.").waitFor();
    await page.getByRole("button", { name: "Make lead: Lea" }).click();
    await page.getByText("Lea leads now.").waitFor();
    expect(await lea()).to.equal(true);
    const { id = "" } = (await staff()).find(({ name }) => name === "Ann") ?? {};
    await world.floor.send("DELETE", `/api/floor/staff/${id}`);
    await page.getByRole("link", { name: "Log" }).click();
    await page.getByRole("heading", { name: "Sign in to the warehouse" }).waitFor();
    await close(page);
  });
});
