import { expect } from "chai";
import { getStage, type Stage } from "../support/browser.ts";
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
      expect(await objectionsTo(page)).to.deep.equal([]);
      expect(complaints).to.deep.equal([]);
      await page.close();
    });
  }

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
