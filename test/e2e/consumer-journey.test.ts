import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { objectionsInBothColours } from "./support/objections.ts";
import { checkProduct } from "./support/product-page.ts";
import { becomeFinal, eventAbout, signEvent } from "./support/sign-event.ts";
import { connect } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier, visitor } from "./support/visitor.ts";

const MAKER = "Indian River Packing";
const SUBJECT = "https://id.gs1.org/01/10860009999920/10/E2E-C1";
const PATH = new URL(SUBJECT).pathname;

async function writeReport(page: Page, text: string): Promise<string> {
  await page.getByRole("button", { name: "Report a problem" }).click();
  await page.getByRole("radio", { name: "Spoiled or damaged" }).check();
  await page.getByLabel("What did you see?").fill(text);
  await page.getByLabel("How to reach you").fill("ann@example.org");
  await page.getByRole("checkbox", { name: /may read this to reach me/ }).check();
  await page.getByRole("button", { name: "Send the report" }).click();
  return page.locator("[data-report-number]").innerText();
}

describe("a consumer with a product in hand", function () {
  this.timeout(180_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
    const event = eventAbout(SUBJECT, { bizStep: "commissioning", eventTime: "2026-11-20T06:00:00Z" });
    await becomeFinal(all, [await signEvent(all, keyOf(all, MAKER), event)]);
  });

  it("reads the verdict and the way to check it without any script", async () => {
    const { page, leave } = await visitor(all, { javaScriptEnabled: false });
    await page.goto(PATH);
    const text = await page.locator("main").innerText();
    expect(text)
      .to.match(/1 event, reported by 1 organisation/)
      .and.include("as told by this server");
    expect(text).to.include("npm run waybill -- verify journey.json");
    await leave();
  });

  it("checks it, and the page that the server drew is taken over without a complaint", async () => {
    const { page, problems, leave } = await visitor(all);
    expect(await checkProduct(page, PATH)).to.equal("verified");
    expect(await page.locator('#journey [data-basis="checked"] [data-rung="final"]').getAttribute("data-rung-status")).to.equal("reached");
    expect(problems).to.deep.equal([]);
    await leave();
  });

  it("reports a problem, the organisation signs in and answers, and the number reads the answer", async () => {
    const { page, leave } = await visitor(all);
    await page.goto(PATH);
    const number = await writeReport(page, "Brown at the edges, bought today. <b>Really</b>");
    const maker = await supplier(all, keyOf(all, MAKER));
    await maker.page.goto("/supplier/reports");
    await connect(maker.page);
    await maker.page.getByRole("button", { name: "Sign in", exact: true }).click();
    const report = maker.page.locator("[data-report]").filter({ hasText: "Brown at the edges" });
    await report.getByText("<b>Really</b>").waitFor();
    await report.getByText("ann@example.org").waitFor();
    await report.getByLabel("Your answer").fill("Thank you. We look into this lot.");
    await report.getByRole("button", { name: "Send the answer" }).click();
    await report.getByText("Answered", { exact: true }).waitFor();
    await page.getByRole("button", { name: "I have a number" }).click();
    await page.getByLabel("Number of the report").fill(number.toLowerCase());
    await page.getByRole("button", { name: "Read the answers" }).click();
    await page.locator("[data-answer]").getByText("Thank you. We look into this lot.").waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("Nobody can read how to reach you.").waitFor();
    expect(maker.problems).to.deep.equal([]);
    await Promise.all([maker.leave(), leave()]);
  });

  it("keeps the journey as one file, which checks itself from a disk against a node", async () => {
    const { page, leave } = await visitor(all);
    expect(await checkProduct(page, PATH)).to.equal("verified");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as one file" }).click()]);
    const file = join(mkdtempSync(join(tmpdir(), "saved-")), "journey.html");
    await saved.saveAs(file);
    await page.goto(pathToFileURL(file).href);
    await page.getByLabel("Node to ask").fill(all.rpcUrl);
    await page.getByRole("button", { name: "Start the check" }).click();
    await page.locator("[data-overall]").waitFor({ timeout: 30_000 });
    expect(await page.locator("[data-overall]").getAttribute("data-overall")).to.equal("verified");
    await leave();
  });

  it("meets WCAG 2.2 AA at 360 px on every screen of this way, in light and in dark colours", async () => {
    const options = { viewport: { width: 360, height: 760 }, reducedMotion: "reduce" } as const;
    const { page, leave } = await visitor(all, options);
    const found: Record<string, string[]> = {};
    const look = async (screen: string, at: Page) => {
      const list = await objectionsInBothColours(at);
      if (list.length > 0) found[screen] = list;
    };
    await page.goto(PATH);
    await page.getByRole("button", { name: "Report a problem" }).click();
    await page.getByRole("button", { name: "Send the report" }).click();
    await page.getByText("Write at least a few words.").waitFor();
    await look("empty report with its problems", page);
    const number = await writeReport(page, "Seen in all colours.");
    await look("sent report", page);
    await page.getByRole("button", { name: "I have a number" }).click();
    await page.getByLabel("Number of the report").fill(number);
    await page.getByRole("button", { name: "Read the answers" }).click();
    await page.getByText("has not answered yet").waitFor();
    await look("answers", page);
    const maker = await supplier(all, keyOf(all, MAKER), options);
    await maker.page.goto("/supplier/reports");
    await connect(maker.page);
    await maker.page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    await look("signing in", maker.page);
    await maker.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await maker.page.locator("[data-report]").first().waitFor();
    await look("reports", maker.page);
    expect(found).to.deep.equal({});
    await Promise.all([maker.leave(), leave()]);
  });
});
