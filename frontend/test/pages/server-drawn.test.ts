import { STEP_IDS } from "@waybill/protocol/verify/verdict";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { BrowserContextOptions } from "playwright-core";
import { loadPages } from "../../../backend/src/modules/traceability/page/pages.ts";
import { fillTemplate } from "../../../backend/src/modules/traceability/page/template.ts";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, openPage, type Stage, type Watched } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("a product page that the server drew", () => {
  let stage: Stage;
  let html: string;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
    const pages = await loadPages(await builtPages());
    const texts = pages.renderer.textsFor("", "en-US,en;q=0.9");
    const drawn = pages.renderer.renderProductPage({
      ...{ path: SALAD_PATH, origin: stage.origin, rpcUrl: `${stage.origin}/rpc`, locale: texts.locale },
      journey: stage.lettuce.journey,
      fetchedAt: new Date().toISOString(),
      messages: await pages.messages(texts.all),
    });
    html = fillTemplate(pages, { ...drawn, locale: texts.locale, texts: texts.consumer });
  });

  async function open(options: BrowserContextOptions = {}): Promise<Watched> {
    const watched = await openPage(stage, options);
    await watched.page.route(stage.origin + SALAD_PATH, (route) => route.fulfill({ contentType: "text/html", body: html }));
    return watched;
  }

  it("is taken over without being drawn or fetched again, and without a complaint", async () => {
    const { page, complaints, requests } = await open();
    await page.addInitScript(() =>
      document.addEventListener("DOMContentLoaded", () => document.querySelector("h1")?.setAttribute("data-drawn-here", "")),
    );
    await page.goto(SALAD_PATH);
    await page.waitForFunction(() => Object.keys(document.querySelector("h1") ?? {}).some((key) => key.startsWith("__react")));
    expect(await page.locator("h1[data-drawn-here]").count()).to.equal(1);
    await page.getByRole("button", { name: "Only this lot" }).click();
    await page.locator('button[aria-pressed="true"]', { hasText: "Only this lot" }).waitFor();
    expect(requests.filter((url) => url.includes("/api/"))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    expect(await page.locator("#repeat li").count()).to.equal(STEP_IDS.length);
    await page.close();
  });

  it("is taken over in the colours that the reader chose before", async () => {
    const { page, complaints } = await open();
    await page.addInitScript(() => localStorage.setItem("waybill.theme", "dark"));
    await page.goto(SALAD_PATH);
    await page.getByRole("button", { name: "Colours: dark. Change" }).waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("starts with less than 100 kB of script", async () => {
    const { page, requests } = await open();
    await page.goto(SALAD_PATH);
    await page.waitForLoadState("networkidle");
    const folder = await builtPages();
    const scripts = [...new Set(requests.map((url) => new URL(url).pathname))].filter((path) => path.endsWith(".js"));
    expect(scripts).to.have.length.greaterThan(3);
    expect(scripts.reduce((sum, path) => sum + gzipSync(readFileSync(folder + path)).length, 0)).to.be.lessThan(100_000);
    await page.close();
  });

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
      await page.evaluate(AXE);
      const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
        `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) => violations)`,
      );
      expect(found.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(" ")).join("; ")}`)).to.deep.equal([]);
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect(wide).to.equal(0);
      await page.close();
    });
  }
});
