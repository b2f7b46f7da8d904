import { expect } from "chai";
import type { Locator } from "playwright-core";
import { getStage, json, type Stage } from "../support/browser.ts";
import { connect, objectionsTo, openSupplier } from "../support/supplier.ts";

/** The supplier's pages, by the heading of each. */
const PAGES: Record<string, string> = {
  "/supplier": "Glades Row Farms",
  "/supplier/join": "Glades Row Farms",
  "/supplier/events/new": "Report what happened",
  "/supplier/events/import": "Report from a file",
  "/supplier/handovers": "Handovers",
  "/supplier/handovers/new": "Hand a unit over",
  "/supplier/recalls": "Recalls",
  "/supplier/recalls/new": "Recall",
  "/supplier/documents": "Documents",
  "/supplier/outbox": "Outbox",
  "/supplier/reports": "Reports about your goods",
  "/supplier/links": "Links",
  "/supplier/labels": "Labels",
  "/account": "Your account",
  "/supplier/no-such-page": "There is no such page",
};

describe("the supplier's screens", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  for (const [path, heading] of Object.entries(PAGES)) {
    it(`${path} is accessible in light and dark, and as wide as a small telephone`, async () => {
      const { page, complaints } = await openSupplier(stage);
      await page.setViewportSize({ width: 360, height: 740 });
      await connect(page, path);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await page.getByText("Loading…").waitFor({ state: "detached" });
      expect(await page.title()).to.match(/^.+ · Waybill$/);
      expect(await page.getByRole("main").count()).to.equal(1);
      expect(await objectionsTo(page)).to.deep.equal([]);
      expect(complaints).to.deep.equal([]);
      await page.close();
    });
  }

  it("are all reached from a bar of at most six entries, with the keyboard alone, and name where one is", async () => {
    const { page } = await openSupplier(stage, { "/api/recalls": json({ items: [], next: null }) });
    await page.setViewportSize({ width: 360, height: 740 });
    await connect(page, "/supplier");
    const bar = page.getByRole("navigation", { name: "Main" });
    expect(await bar.getByRole("link").count()).to.be.at.most(6);
    const reached = new Set<string>();
    const follow = async (name: string, link: Locator) => {
      await link.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await link.and(page.locator("[aria-current=page]")).waitFor();
      reached.add(`${name} ${new URL(page.url()).pathname}`);
    };
    for (const name of ["My statements", "Report", "Handovers", "Goods", "Documents"])
      await follow(name, bar.getByRole("link", { name, exact: true }));
    await follow("Goods", bar.getByRole("link", { name: "Goods" }));
    const goods = page.getByRole("navigation", { name: "Goods" });
    for (const name of ["Reports", "Labels", "Links", "Recalls"]) await follow(name, goods.getByRole("link", { name, exact: true }));
    for (const name of ["Outbox", "Account"]) await follow(name, page.getByRole("banner").getByRole("link", { name }));
    expect([...reached]).to.deep.equal([
      "My statements /supplier",
      "Report /supplier/events/new",
      "Handovers /supplier/handovers",
      "Goods /supplier/recalls",
      "Documents /supplier/documents",
      "Reports /supplier/reports",
      "Labels /supplier/labels",
      "Links /supplier/links",
      "Recalls /supplier/recalls",
      "Outbox /supplier/outbox",
      "Account /account",
    ]);
    await page.close();
  });

  it("name the wallet by what its button shows, also while nobody knows whose it is", async () => {
    const { page } = await openSupplier(stage);
    await page.route("**/api/actors/0x*", (route) => route.fulfill({ status: 404, json: {} }));
    await connect(page, "/supplier/documents");
    await page
      .getByRole("banner")
      .getByText(/0x\w{4}…\w{4}/)
      .waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });
});
