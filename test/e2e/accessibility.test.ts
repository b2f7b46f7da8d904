import { expect } from "chai";
import { offerNewUnit } from "./support/handover-pages.ts";
import { objectionsInBothColours } from "./support/objections.ts";
import { connect, fillIn, review } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier } from "./support/visitor.ts";

const NARROW = { width: 360, height: 760 };
const REPORT = { what: "Shipped", gtin: "10860009999920", lot: "AXE-1", gln: "0860009999992" };

describe("the supplier's screens", function () {
  this.timeout(180_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  it("hold WCAG 2.2 AA and fit 360 px, in light and in dark colours", async () => {
    const { page, leave } = await supplier(all, keyOf(all, "Okee Cooling"), { viewport: NARROW, reducedMotion: "reduce" });
    const found: Record<string, string[]> = {};
    const look = async (screen: string) => {
      const list = await objectionsInBothColours(page);
      if (list.length > 0) found[screen] = list;
    };
    await page.goto("/supplier");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look("welcome");
    await page.getByRole("banner").getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Test Wallet" }).waitFor();
    await look("connect dialog");
    await page.keyboard.press("Escape");
    await connect(page);
    await page.getByRole("heading", { name: "Okee Cooling" }).waitFor();
    await look("home");
    await page.goto("/supplier/events/new");
    await page.getByRole("radio", { name: "Shipped" }).waitFor();
    await page.getByRole("button", { name: "Review before signing" }).click();
    await look("empty form with its problems");
    await fillIn(page, REPORT);
    await page.getByLabel("Choose a file").setInputFiles({ name: "report.txt", mimeType: "text/plain", buffer: Buffer.from("report") });
    await page.getByRole("radio", { name: "Everybody, for ever" }).check();
    await look("form with a file to attach");
    await page.getByRole("button", { name: "Do not attach it" }).click();
    await review(page);
    await look("review");
    await page.goto("/supplier/documents");
    await page.getByRole("heading", { name: "Kept for you" }).waitFor();
    await look("documents");
    await page.goto("/supplier/handovers");
    await page.getByRole("heading", { name: "Under way" }).waitFor();
    await look("handovers");
    await offerNewUnit(page, { gtin: REPORT.gtin, lot: "AXE-2", to: "New Bedford Landing" });
    await page.goto("/supplier/handovers");
    await page.getByRole("link", { name: "New Bedford Landing" }).first().click();
    await page.getByTestId("handover-state").waitFor();
    await look("handover");
    expect(found).to.deep.equal({});
    await leave();
  });

  it("can be used with the keyboard alone: a report from the first field to the review", async () => {
    const { page, leave } = await supplier(all, keyOf(all, "Okee Cooling"));
    await page.goto("/supplier/events/new");
    await connect(page);
    await page.getByRole("radio", { name: "Harvested or made" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.getByLabel("Add a product").focus();
    await page.keyboard.type(`https://id.gs1.org/01/${REPORT.gtin}/10/KEYS-1`);
    await page.keyboard.press("Enter");
    await page.getByLabel("Place", { exact: true }).focus();
    await page.keyboard.type(REPORT.gln);
    await page.getByRole("option", { name: REPORT.gln }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Review before signing" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "This is what you will sign" }).waitFor();
    await leave();
  });
});
