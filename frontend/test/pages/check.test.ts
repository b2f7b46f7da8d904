import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { discloseFields } from "../../../protocol/src/disclosure/disclose-fields.ts";
import { textOf } from "../../../protocol/test/support/scene.ts";
import { violationsOf } from "../../../test/support/axe.ts";
import { declaredInError } from "../../../protocol/test/support/events.ts";
import type { Statement } from "../../../protocol/test/support/service.ts";
import { createLettuce, ORGANISATIONS, SALAD, SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, json, noServer, openPage, type Stage } from "../support/browser.ts";

/** Runs the check from the verdict panel and waits for its outcome. */
async function check(page: Page): Promise<string | null> {
  await page.goto(SALAD_PATH);
  await page.getByRole("button", { name: "Check it yourself" }).first().click();
  return outcomeOf(page);
}

async function outcomeOf(page: Page): Promise<string | null> {
  const overall = page.locator("[data-overall]");
  await overall.waitFor();
  return overall.getAttribute("data-overall");
}

describe("checking in the browser", function () {
  // A whole journey is hashed and proven; a busy machine needs its time.
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("verifies an honest journey step by step and says so in words and shape", async () => {
    const { page, complaints } = await openPage(stage);
    expect(await check(page)).to.equal("verified");
    expect(await page.locator("[data-verdict]").getAttribute("data-verdict")).to.equal("verified");
    expect(await page.locator("#check [data-outcome]").count()).to.be.greaterThan(stage.lettuce.statements.length);
    expect(await page.locator('[data-status]:not([data-status="passed"])').count()).to.equal(0);
    // The only numbers are those of the journey's events, which the findings name.
    for (const row of await page.locator("#check summary").allInnerTexts()) expect(row).not.to.match(/^\s*\d+\./);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is printed with its address, the time, its verdict and its steps, in black on white whatever colours are chosen", async () => {
    const { page, site } = await openPage(stage, { colorScheme: "dark", stored: { "waybill.theme": "dark" } });
    await page.goto(SALAD_PATH);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#check").isVisible(), "nothing was checked yet").to.equal(false);
    await page.emulateMedia({ media: null });
    await page.getByRole("button", { name: "Check it yourself" }).first().click();
    expect(await outcomeOf(page)).to.equal("verified");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const { head, inks } = await page.evaluate(() => {
      const inkOf = (selector: string) => [...document.querySelectorAll(selector)].map((element) => getComputedStyle(element).color);
      return {
        head: getComputedStyle(document.documentElement, "::before").content,
        inks: inkOf("[data-verdict] svg, #check [data-status] svg, h1"),
      };
    });
    expect(head)
      .to.include(site.origin + SALAD_PATH)
      .and.match(/ · .*20\d\d/);
    expect([...new Set(inks)]).to.deep.equal(["rgb(0, 0, 0)"]);
    expect(await page.locator("header button").count()).to.be.greaterThan(0);
    expect(await page.locator("header button:visible").count()).to.equal(0);
    expect(await page.locator("#check [data-outcome]:visible").count()).to.be.greaterThan(stage.lettuce.statements.length);
    await page.close();
  });

  it("puts what it found in the place of what the server told, claim by claim", async () => {
    const { page } = await openPage(stage);
    expect(await check(page)).to.equal("verified");
    const ladders = page.locator('#journey [data-slot="evidence"]');
    expect(await page.locator('#journey [data-basis="checked"]').count()).to.equal(await ladders.count());
    expect(await ladders.first().innerText())
      .to.include("checked in this browser")
      .and.not.include("as told by");
    expect(await page.locator('#journey [data-rung="final"]:not([data-rung-status="reached"])').count()).to.equal(0);
    await page.close();
  });

  it("no longer says of a statement that it waits to be anchored once it has found it anchored", async () => {
    const { journey } = stage.lettuce;
    const statements = journey.statements.map((one, index) => (index === 0 ? { ...one, state: "stored" as const, anchor: null } : one));
    const { page } = await openPage(stage, { answers: { "/api/journeys": json({ ...journey, statements }) } });
    await page.goto(SALAD_PATH);
    const waiting = page.locator("[data-verdict]").getByText("Not anchored yet, so not proven");
    await waiting.waitFor();
    expect(await check(page)).to.equal("verified");
    await page.locator('[data-verdict="verified"]').waitFor();
    expect(await waiting.count()).to.equal(0);
    await page.close();
  });

  it("stays with what still stands when an author withdraws an event and another disputes one, and says both", async () => {
    const lettuce = await createLettuce();
    const { service, statements, journey } = lettuce;
    // The first is the farm's own, the third the cooler's.
    const [wrong, , doubted] = statements as [Statement, Statement, Statement];
    const farm = ORGANISATIONS[0]!.name;
    const declarations = [await service.sign(declaredInError(wrong.event), farm), await service.sign(declaredInError(doubted.event), farm)];
    await service.anchor(...declarations);
    lettuce.chain.finalise();
    const disputes = [{ party: journey.statements[0]!.author, since: "2026-05-02T09:30:00.000Z" }];
    const shown = journey.statements.map((one, at) => ({ ...one, declaredInError: at === 0, disputes: at === 2 ? disputes : [] }));
    const { page, complaints } = await openPage(
      { ...stage, lettuce },
      {
        answers: {
          "/api/journeys": json({ ...journey, statements: shown }),
          "/api/journeys/bundle": (route) =>
            route.fulfill({ body: textOf(service.journeyBundle(SALAD, [...statements, ...declarations])) }),
        },
      },
    );
    await page.goto(SALAD_PATH);
    const told = page.locator('#journey [data-side="disputed"]');
    await told.waitFor();
    expect(await told.innerText()).to.include(farm);
    expect(await page.locator('#journey [data-side="corrected"]').count()).to.equal(1);
    expect(await check(page)).to.equal("verified");
    await page.locator('[data-verdict="verified"]').waitFor();
    for (const words of [page.locator("[data-verdict]"), page.locator("[data-overall]")]) {
      expect(await words.innerText())
        .to.include("One statement was withdrawn by its author")
        .and.include("One statement is disputed");
    }
    expect(await page.locator('#check [data-standing="corrected"]').innerText())
      .to.include("Withdrawn by its author")
      .and.not.include("Verified");
    expect(await page.locator('#check [data-standing="disputed"]').innerText()).to.include("Verified");
    expect(await page.locator('#journey [data-basis="checked"] [data-side="disputed"]').innerText()).to.include(`${farm} Ltd`);
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("never turns green when a byte of an event was changed", async () => {
    const bundle = textOf(stage.lettuce.bundle).replace("25000", "25001");
    const { page } = await openPage(stage, { answers: { "/api/journeys/bundle": (route) => route.fulfill({ body: bundle }) } });
    expect(await check(page)).to.equal("failed");
    expect(await page.locator('[data-step="content-digest"][data-status="failed"]').count()).to.equal(1);
    expect(await page.locator("[data-verdict]").getAttribute("data-verdict")).to.equal("failed");
    await page.close();
  });

  it("never turns green when a statement was left out", async () => {
    const { events } = stage.lettuce.bundle;
    const bundle = textOf({ ...stage.lettuce.bundle, events: events.slice(0, -1) });
    const { page } = await openPage(stage, { answers: { "/api/journeys/bundle": (route) => route.fulfill({ body: bundle }) } });
    expect(await check(page)).to.equal("failed");
    await page.close();
  });

  it("does not call a page proven that shows something else than the proof", async () => {
    const [first, ...rest] = stage.lettuce.journey.statements;
    const shown = { ...stage.lettuce.journey, statements: [{ ...first, eventTime: "2026-04-10T09:26:42-04:00" }, ...rest] };
    const { page } = await openPage(stage, { answers: { "/api/journeys": json(shown) } });
    await check(page);
    expect(await page.locator("[data-verdict]").getAttribute("data-verdict")).to.equal("failed");
    expect(await page.locator("[data-verdict]").innerText()).to.include("not what was proven");
    await page.close();
  });

  it("does not call a page proven that shows another temperature or certificate than the proof", async () => {
    const statements = stage.lettuce.journey.statements.map((statement) => ({
      ...statement,
      sensors: statement.sensors.map((sensor) => ({ ...sensor, value: "35" })),
    }));
    const { page } = await openPage(stage, { answers: { "/api/journeys": json({ ...stage.lettuce.journey, statements }) } });
    await check(page);
    expect(await page.locator("[data-verdict]").innerText()).to.include("2 statements on this page are not what was proven");
    await page.close();
  });

  it("says unknown, not verified, when the node does not answer", async () => {
    const { page } = await openPage(stage, { answers: { "/rpc": noServer } });
    expect(await check(page)).to.equal("unknown");
    expect(await page.locator("#check").innerText()).to.match(/does not answer/);
    await page.close();
  });

  it("does not believe a bundle that names another contract than the published one", async () => {
    const chain = { ...stage.lettuce.bundle.chain, supplyChain: "0x000000000000000000000000000000000000dEaD" };
    const bundle = textOf({ ...stage.lettuce.bundle, chain });
    const { page } = await openPage(stage, { answers: { "/api/journeys/bundle": (route) => route.fulfill({ body: bundle }) } });
    expect(await check(page)).to.equal("failed");
    await page.close();
  });

  it("asks the node that the reader names, refuses what is no address, and remembers it only when asked", async () => {
    const { page, site, requests } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.getByRole("button", { name: "Choose the node first" }).click();
    const field = page.getByLabel("Node to ask");
    await page.getByText("The one filled in is run by this site").waitFor();
    await field.fill("my node");
    await page.getByText("The one filled in is run by this site").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Start the check" }).click();
    await page.getByText("This is not a web address.").waitFor();
    expect(await page.locator("[data-overall]").count()).to.equal(0);
    await field.fill(`${site.origin}/rpc/mine`);
    await page.route("**/rpc/mine", (route) => route.abort());
    await page.getByRole("button", { name: "Start the check" }).click();
    expect(await outcomeOf(page)).to.equal("unknown");
    expect(requests).to.include(`${site.origin}/rpc/mine`);
    expect(await page.evaluate(() => localStorage.getItem("waybill.node"))).to.equal(null);
    await page.getByLabel("Remember this node in this browser").check();
    await page.getByRole("button", { name: "Check again" }).click();
    expect(await page.evaluate(() => localStorage.getItem("waybill.node"))).to.equal(`${site.origin}/rpc/mine`);
    await page.close();
  });

  it("offers the very bundle as a file and the command that repeats the check", async () => {
    const { page, site } = await openPage(stage);
    await check(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the bundle" }).click()]);
    expect(readFileSync(await file.path(), "utf8")).to.equal(textOf(stage.lettuce.bundle));
    expect(await page.locator("#check code").last().innerText()).to.equal(
      `npm run waybill -- verify ${file.suggestedFilename()} --rpc ${site.origin}/rpc`,
    );
    await page.close();
  });

  it("checks a file with our server switched off, against a node of the reader's", async () => {
    const { page, site } = await openPage(stage, { answers: { "/api/.*": noServer } });
    await page.goto("/verify");
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "journey.json", mimeType: "application/json", buffer: Buffer.from(textOf(stage.lettuce.bundle)) });
    await page.getByLabel("Node to ask").fill(`${site.origin}/rpc`);
    await page.getByRole("button", { name: "Start the check" }).click();
    expect(await outcomeOf(page)).to.equal("verified");
    await page.close();
  });

  it("checks a file of single fields, shows what they say, and says what stays hidden", async () => {
    const { chain, events } = stage.lettuce.bundle;
    const disclosure = discloseFields({ ...events[0]!, chain }, ["/bizStep", "/eventTime"]);
    const { page, site, complaints } = await openPage(stage);
    const checkFile = async (text: string) => {
      await page.goto("/verify");
      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: "part.json", mimeType: "application/json", buffer: Buffer.from(text) });
      await page.getByLabel("Node to ask").fill(`${site.origin}/rpc`);
      await page.getByRole("button", { name: /Start the check|Check again/ }).click();
      return outcomeOf(page);
    };
    expect(await checkFile(textOf(disclosure))).to.equal("verified");
    const words = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
    expect(words)
      .to.include("2 fields shown")
      .and.match(/\d+ more fields of this event stay hidden/)
      .and.include(`/eventTime ${String(events[0]?.event["eventTime"])}`);
    expect(await page.locator('[data-step][data-status="passed"]').count()).to.equal(6);
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(await checkFile(textOf(disclosure).replace("2026-04-1", "2026-05-1"))).to.equal("failed");
    expect(await page.locator('[data-step="fields"][data-status="failed"]').count()).to.equal(1);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("says plainly that a file is no bundle", async () => {
    const { page } = await openPage(stage);
    await page.goto("/verify");
    await page.locator('input[type="file"]').setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByText("This is not a bundle that can be checked").waitFor();
    await page.close();
  });

  it("can be reached, run and read with the keyboard alone", async () => {
    const { page } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.locator("[data-verdict]").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal("Skip to the content");
    await page.keyboard.press("Enter");
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let presses = 0; presses < 12 && (await focused()) !== "Check it yourself"; presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await outcomeOf(page)).to.equal("verified");
    await page.locator("#check [data-outcome] > details > summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#check [data-outcome] > details[open]").count()).to.equal(1);
    await page.close();
  });
});
