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

describe("a supplier without a network", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("reports and signs, loads the page again, and what was signed arrives once when the network is back", async () => {
    const visit = await openSupplier(stage);
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
    const entry = page.getByTestId("outbox-entry");
    await entry.and(page.locator('[data-state="waiting"]')).waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await goOffline(visit, false);
    await entry.and(page.locator('[data-state="sent"]')).waitFor();
    await page.reload();
    await entry.and(page.locator('[data-state="sent"]')).waitFor();
    expect(service.bodies).to.have.length(1);
    expect(service.bodies[0]).to.include("/10/OFF-1");
    await page.close();
  });

  it("sends once what two open pages hold, in the order of signing", async () => {
    const visit = await openSupplier(stage);
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
    await page.getByTestId("outbox-entry").and(page.locator('[data-state="sent"]')).nth(1).waitFor();
    expect(service.bodies.map((body) => /OFF-\d/.exec(body)?.[0])).to.deep.equal(["OFF-2", "OFF-3"]);
    await other.close();
    await page.close();
  });

  it("throws away what is signed and not sent only after a warning", async () => {
    const visit = await openSupplier(stage);
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
    const visit = await openSupplier(stage);
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

  it("costs a product page nothing: it asks for no worker, no manifest and no icon of the installed pages", async () => {
    const { page, requests } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.getByText("What does not add up").first().waitFor();
    expect(requests.filter((url) => /service-worker|manifest|icons\/|SupplierLayout/.test(url))).to.deep.equal([]);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).to.equal(0);
    await page.close();
  });
});
