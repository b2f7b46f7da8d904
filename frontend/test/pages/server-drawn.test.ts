import { statementDocument } from "@waybill/protocol/schemas/api/documents";
import { STEP_IDS } from "@waybill/protocol/verify/verdict";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { loadPages } from "../../../backend/src/modules/traceability/page/pages.ts";
import { fillTemplate } from "../../../backend/src/modules/traceability/page/template.ts";
import { violationsOf } from "../../../test/support/axe.ts";
import { briefOf } from "@waybill/protocol/footprint/brief";
import { linkedDocuments } from "../fixtures/documents.ts";
import { footprintAnswer } from "../fixtures/footprint.ts";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, openPage, type PageOptions, type Stage, type Watched } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";

/** Holds back until it is opened. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

describe("a product page that the server drew", () => {
  let stage: Stage;
  let draw: (origin: string) => string;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
    const pages = await loadPages(await builtPages());
    const texts = pages.renderer.textsFor("", "en-US,en;q=0.9");
    const product = {
      ...{ path: SALAD_PATH, locale: texts.locale },
      journey: stage.lettuce.journey,
      documents: linkedDocuments().map((linked) => statementDocument.parse({ ...linked, commitment: `0x${"1".repeat(64)}` })),
      footprint: briefOf(footprintAnswer().footprint),
      fetchedAt: new Date().toISOString(),
      messages: await pages.messages(texts.address),
    };
    draw = (origin) => {
      const drawn = pages.renderer.renderProductPage({ ...product, origin, rpcUrl: `${origin}/rpc` });
      return fillTemplate(pages, { ...drawn, locale: texts.locale });
    };
  });

  async function open(options: PageOptions = {}): Promise<Watched> {
    const watched = await openPage(stage, options);
    const { page, site } = watched;
    await page.route(site.origin + SALAD_PATH, (route) => route.fulfill({ contentType: "text/html", body: draw(site.origin) }));
    return watched;
  }

  /** Sums up what came as script, compressed as the server does. */
  async function scriptOf(requests: readonly string[]): Promise<{ count: number; bytes: number }> {
    const folder = await builtPages();
    const scripts = [...new Set(requests.map((url) => new URL(url).pathname))].filter((path) => path.endsWith(".js"));
    return { count: scripts.length, bytes: scripts.reduce((sum, path) => sum + gzipSync(readFileSync(folder + path)).length, 0) };
  }

  it("is taken over at the first touch without being drawn or fetched again, and without a complaint", async () => {
    const { page, complaints, requests } = await open({ isAlone: true });
    await page.addInitScript(() =>
      document.addEventListener("DOMContentLoaded", () => document.querySelector("h1")?.setAttribute("data-drawn-here", "")),
    );
    await page.goto(SALAD_PATH);
    await page.getByRole("button", { name: "Only this lot" }).click();
    await page.locator('button[aria-pressed="true"]', { hasText: "Only this lot" }).waitFor();
    expect(await page.locator("h1[data-drawn-here]").count()).to.equal(1);
    expect(requests.filter((url) => url.includes("/api/"))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    expect(await page.locator("#repeat li").count()).to.equal(STEP_IDS.length);
    await page.close();
  });

  it("is taken over in the colours that the reader chose before", async () => {
    const { page, complaints } = await open({ stored: { "waybill.theme": "dark" } });
    await page.goto(SALAD_PATH);
    await page.getByRole("button", { name: "Colours: dark. Change" }).waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("starts with less than 10 kB of script, and needs less than 100 kB once it is touched", async () => {
    const { page, requests } = await open();
    await page.goto(SALAD_PATH);
    await page.mouse.wheel(0, 200);
    await page.waitForLoadState("networkidle");
    const before = await scriptOf(requests);
    expect(before.count).to.be.greaterThan(1);
    expect(before.bytes).to.be.lessThan(10_000);
    await page.getByRole("button", { name: /^Colours/ }).click();
    await page.getByRole("button", { name: "Colours: dark. Change" }).waitFor();
    await page.waitForLoadState("networkidle");
    const after = await scriptOf(requests);
    expect(after.count).to.be.greaterThan(before.count);
    expect(after.bytes).to.be.lessThan(100_000);
    await page.close();
  });

  it("does once what was pressed before its script came, and keeps focus and what was opened", async () => {
    const { page, complaints } = await open();
    const held = new Gate();
    await page.route(/start-product-page/, async (route) => {
      await held.opened;
      await route.continue();
    });
    await page.goto(SALAD_PATH);
    const all = page.getByRole("button", { name: /^Show \d+ more/ });
    const shown = page.locator("#findings > div > ul > li");
    const few = await shown.count();
    const details = page.locator("#journey details").first();
    await details.locator("summary").click();
    await page.getByRole("button", { name: "Check it yourself" }).last().click();
    await all.click();
    await all.press("Enter");
    await page.locator('button[aria-busy="true"]', { hasText: "Show" }).waitFor();
    expect(await shown.count()).to.equal(few);
    held.open();
    await page.locator("#check").getByText("Node to ask").waitFor();
    expect(await shown.count()).to.be.greaterThan(few);
    expect(await details.getAttribute("open")).not.to.equal(null);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("counts presses made before its script came as one", async () => {
    const { page } = await open();
    const held = new Gate();
    await page.route(/start-product-page/, async (route) => {
      await held.opened;
      await route.continue();
    });
    await page.goto(SALAD_PATH);
    const colours = page.getByRole("button", { name: "Colours: as the system. Change" });
    for (let press = 0; press < 3; press++) await colours.click();
    await colours.focus();
    held.open();
    await page.getByRole("button", { name: "Colours: dark. Change" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).to.equal("Colours: dark. Change");
    await page.close();
  });

  it("does what was pressed far down, where script comes last", async () => {
    const { page, complaints } = await open();
    await page.goto(SALAD_PATH);
    const save = page.getByRole("button", { name: "Download as CSV" });
    const [file] = await Promise.all([page.waitForEvent("download"), save.click()]);
    expect(file.suggestedFilename()).to.match(/-stops\.csv$/);
    await page.locator("#map svg path").first().waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  for (const missing of ["start-product-page", "assets/index-"]) {
    it(`stays readable where its script does not come (${missing}), and says that its buttons do nothing`, async () => {
      const { page } = await open();
      await page.route(new RegExp(`${missing}.*\\.js`), (route) => route.abort("internetdisconnected"));
      await page.goto(SALAD_PATH);
      await page.getByRole("button", { name: "Check it yourself" }).first().click();
      await page.getByRole("alert").getByText("buttons do nothing").waitFor();
      expect(await page.locator("main").innerText())
        .to.include("Temperature on the way")
        .and.include("Stops of the journey");
      await page.close();
    });
  }

  it("can be read whole without script: verdict, claims, temperatures, stops, steps and commands", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(SALAD_PATH);
    const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
    expect(text).to.match(/15 events, reported by 4 organisations/);
    for (const part of [
      "as told by this server",
      "Measured",
      "Temperature on the way",
      "Stops of the journey",
      "listeria-report.txt",
      "64 g CO₂e for each item",
      "6.5 % follows from energy that was measured",
      "There are 3 accounts of how these goods were made",
      "Its author signed exactly this",
    ])
      expect(text, part).to.include(part);
    expect(text).to.include("npm run waybill -- verify journey.json");
    expect(await page.getByRole("button").count()).to.equal(0);
    await page.close();
  });

  it("prints with the steps and the commands, and without what can only be clicked", async () => {
    const { page } = await open();
    await page.goto(SALAD_PATH);
    await page.locator("#repeat").waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#repeat pre").isVisible()).to.equal(true);
    expect(await page.locator("#check").isVisible()).to.equal(false);
    await page.close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`holds WCAG 2.2 AA and fits 360 px, in ${colorScheme} colours`, async () => {
      const { page } = await open({ colorScheme, viewport: { width: 360, height: 760 }, bypassCSP: true });
      await page.goto(SALAD_PATH);
      await page.locator("#repeat").waitFor();
      expect(await violationsOf(page)).to.deep.equal([]);
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect(wide).to.equal(0);
      await page.close();
    });
  }
});
