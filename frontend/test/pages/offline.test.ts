import { expect } from "chai";
import type { Page } from "playwright-core";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, openPage, type Stage } from "../support/browser.ts";
import { connect, objectionsTo, openSupplier, type SupplierVisit } from "../support/supplier.ts";

const GLN = "0860009999992";

async function goOffline({ context, service }: Pick<SupplierVisit, "context" | "service">, isAway: boolean): Promise<void> {
  service.isAway = isAway;
  await context.setOffline(isAway);
}

/** From then on the pages need no network. */
async function isReady(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Fills the form in and signs it with the demonstration wallet. */
async function report(page: Page, lot: string): Promise<void> {
  await page.getByRole("radio", { name: "Harvested or made" }).click();
  await page.getByLabel("Add a product").fill(`https://id.gs1.org/01/10860009999920/10/${lot}`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Place", { exact: true }).fill(GLN);
  await page.getByRole("option", { name: GLN }).click();
  await page.getByRole("button", { name: "Review before signing" }).click();
  await page.getByRole("button", { name: "Sign the statement" }).click();
  await page.getByTestId("demo-wallet-sign").click();
  await page.waitForURL(/\/supplier\/events\/0x/);
}

/** What waits on the open page; its state is what became of it. */
const entryIn = (page: Page, state: "waiting" | "sent") => page.getByTestId("outbox-entry").and(page.locator(`[data-state="${state}"]`));

/** From then on no timer of the page ends: what still happens was set off by something else. */
async function stopTimers(page: Page): Promise<void> {
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
}

/** Signs while the service is away, which the browser does not know, and waits until the outbox says that it was tried. */
async function holdUp(visit: SupplierVisit, lot: string): Promise<void> {
  const { page, service } = visit;
  await page.clock.install();
  await connect(page);
  await isReady(page);
  service.isAway = true;
  await report(page, lot);
  await page.getByText("Signed, but the service cannot be reached").waitFor();
  await page.getByRole("banner").getByRole("link", { name: "Outbox" }).click();
  await entryIn(page, "waiting").waitFor();
  await stopTimers(page);
  service.isAway = false;
}

/** What the browser tells the page's worker once it has a network, whether somebody looks at the page or not. */
async function tellWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => first && resolve(first.registrationId)),
  );
  await session.send("ServiceWorker.enable");
  const origin = new URL(page.url()).origin;
  await session.send("ServiceWorker.dispatchSyncEvent", { origin, registrationId: await registered, tag: "outbox", lastChance: false });
}

describe("a supplier without a network", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("reports and signs, loads the page again, and what was signed arrives once when the network is back", async () => {
    const visit = await openSupplier(stage, {}, { isAlone: true });
    const { page, service } = visit;
    await connect(page);
    await isReady(page);
    await goOffline(visit, true);
    await page.getByText("You are offline").waitFor();
    await report(page, "OFF-1");
    await page.getByText("Signed, but the service cannot be reached").waitFor();
    await page.reload();
    await page.getByText("Signed, but the service cannot be reached").waitFor();
    expect(service.bodies).to.deep.equal([]);
    await page.goto("/supplier/outbox");
    await entryIn(page, "waiting").getByText("signed by Glades Row Farms").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await goOffline(visit, false);
    await entryIn(page, "sent").waitFor();
    await page.reload();
    await entryIn(page, "sent").waitFor();
    expect(service.bodies).to.have.length(1);
    expect(service.bodies[0]).to.include("/10/OFF-1");
    await page.close();
  });

  it("is sent for at once when the browser has a network again: no timer has to end", async () => {
    const visit = await openSupplier(stage, {}, { isAlone: true });
    const { page } = visit;
    await page.clock.install();
    await connect(page);
    await isReady(page);
    await goOffline(visit, true);
    await report(page, "OFF-5");
    await page.getByRole("banner").getByRole("link", { name: "Outbox" }).click();
    await entryIn(page, "waiting").waitFor();
    await stopTimers(page);
    await goOffline(visit, false);
    await entryIn(page, "sent").waitFor();
    await page.getByText("You are offline").waitFor({ state: "detached" });
    await page.close();
  });

  const reasons: Record<string, (page: Page) => Promise<void>> = {
    "somebody turns to the page": (page) => page.evaluate(() => void window.dispatchEvent(new Event("focus"))),
    "the page is seen again": (page) => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange"))),
    "the worker is told of a network": tellWorker,
  };
  for (const [reason, happens] of Object.entries(reasons)) {
    it(`is sent for at once when ${reason}, although the browser was never offline`, async () => {
      const visit = await openSupplier(stage, {}, { isAlone: true });
      await holdUp(visit, "OFF-6");
      expect(visit.service.bodies).to.deep.equal([]);
      await happens(visit.page);
      await entryIn(visit.page, "sent").waitFor();
      expect(visit.service.bodies).to.have.length(1);
      await visit.page.close();
    });
  }

  it("reads that it is offline no longer than until the next answer, and then sees fresh ones", async () => {
    const visit = await openSupplier(stage, {}, { isAlone: true });
    const { page, service } = visit;
    await connect(page);
    service.isAway = true;
    await page.goto("/supplier/outbox");
    await page.getByText("You are offline").waitFor();
    service.isAway = false;
    const fresh = page.waitForResponse("**/api/config");
    await page.getByRole("navigation").getByRole("link", { name: "Handovers" }).click();
    await page.getByText("You are offline").waitFor({ state: "detached" });
    expect((await fresh).ok()).to.equal(true);
    await page.close();
  });

  it("sends once what two open pages hold, in the order of signing", async () => {
    const visit = await openSupplier(stage, {}, { isAlone: true });
    const { page, service } = visit;
    await connect(page);
    await isReady(page);
    await goOffline(visit, true);
    for (const lot of ["OFF-2", "OFF-3"]) {
      await page.goto("/supplier/events/new");
      await report(page, lot);
    }
    await page.goto("/supplier/outbox");
    const [other] = await Promise.all([page.waitForEvent("popup"), page.evaluate(() => void window.open("/supplier/outbox"))]);
    await other.waitForLoadState("load");
    await goOffline(visit, false);
    await entryIn(page, "sent").nth(1).waitFor();
    expect(service.bodies.map((body) => /OFF-\d/.exec(body)?.[0])).to.deep.equal(["OFF-2", "OFF-3"]);
    await other.close();
    await page.close();
  });

  it("throws away what is signed and not sent only after a warning", async () => {
    const visit = await openSupplier(stage, {}, { isAlone: true });
    const { page } = visit;
    await connect(page);
    await isReady(page);
    await goOffline(visit, true);
    await report(page, "OFF-4");
    await page.goto("/supplier/outbox");
    await page.getByRole("button", { name: "Throw away" }).click();
    await page.getByText("cannot be brought back").waitFor();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByTestId("outbox-entry").waitFor();
    await page.getByRole("button", { name: "Throw away" }).click();
    await page.getByRole("button", { name: "Throw it away" }).click();
    await page.getByText("Nothing was signed on this device yet").waitFor();
    await page.close();
  });

  it("is shown no product page from a cache: nobody reads a verdict of yesterday", async () => {
    const visit = await openSupplier(stage, {}, { isAlone: true });
    const { page } = visit;
    await connect(page);
    await isReady(page);
    await page.goto(SALAD_PATH);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).to.equal(null);
    await goOffline(visit, true);
    const failure = await page.goto(SALAD_PATH).catch((error: unknown) => String(error));
    expect(failure).to.include("ERR_INTERNET_DISCONNECTED");
    await page.close();
  });

  it("can be installed: the browser has no objection to what the supplier's pages say of themselves", async () => {
    const { page } = await openSupplier(stage, {}, { isAlone: true });
    await page.goto("/supplier/events/new");
    await isReady(page);
    const browser = await page.context().newCDPSession(page);
    const { data } = (await browser.send("Page.getAppManifest")) as { data?: string };
    expect(JSON.parse(data ?? "{}")).to.include({ start_url: "/supplier/events/new", display: "standalone" });
    const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
    // Tests look from a window that keeps nothing, where no browser installs anything.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).to.deep.equal([]);
    await page.close();
  });

  it("costs a product page nothing: it asks for no worker, no manifest and no icon of the installed pages", async () => {
    const { page, requests } = await openPage(stage, { isAlone: true });
    await page.goto(SALAD_PATH);
    await page.getByText("What does not add up").first().waitFor();
    expect(requests.filter((url) => /service-worker|manifest|icons\/|SupplierLayout/.test(url))).to.deep.equal([]);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).to.equal(0);
    await page.close();
  });
});
