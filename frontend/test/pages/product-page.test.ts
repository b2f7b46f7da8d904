import { expect } from "chai";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { violationsOf } from "../../../test/support/axe.ts";
import { footprintAnswer } from "../fixtures/footprint.ts";
import { SALAD, SALAD_PATH } from "../fixtures/lettuce.ts";
import { unitAnswer } from "../fixtures/views.ts";
import { getStage, json, noServer, openPage, type Stage } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";

describe("the product page", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("says what the records tell, and that nothing was checked yet, without a green mark", async () => {
    const { page, complaints } = await openPage(stage);
    await page.goto(SALAD_PATH);
    const verdict = page.locator("[data-verdict]");
    await verdict.waitFor();
    expect(await verdict.innerText())
      .to.match(/15 events, reported by 4 organisations/)
      .and.match(/Not checked yet in this browser/);
    expect(await page.locator('[data-tone="passed"]').count()).to.equal(0);
    expect(await page.title()).to.equal("Garden salad, case of 6, SALAD-20260420-A · Waybill");
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("shows what does not add up, with links to the events behind it by the number that they have in the journey", async () => {
    const { page } = await openPage(stage);
    await page.goto(SALAD_PATH);
    const findings = page.locator("#findings");
    await findings.getByText("Contradiction").first().waitFor();
    const link = findings.locator('a[href^="#event-"]').first();
    const target = await link.getAttribute("href");
    const number = await link.innerText();
    expect(target).to.equal(`#event-${number}`);
    expect(await page.locator(target ?? "#none").innerText()).to.match(new RegExp(`^${number}\\b`));
    await page.close();
  });

  it("says above all else that the goods are recalled, as words and a shape", async () => {
    const { commitment, author } = stage.lettuce.journey.statements.at(-1)!;
    const told = {
      reason: "Listeria was found",
      risk: "serious",
      instruction: "Do not eat it.",
      silent: 2,
      website: "https://kitchen.example/",
    };
    const { page, complaints } = await openPage(stage, {
      viewport: { width: 360, height: 740 },
      answers: { "/api/journeys": json({ ...stage.lettuce.journey, recalls: [{ commitment, ...told }] }) },
    });
    await page.goto(SALAD_PATH);
    const box = page.locator("main article > :first-child");
    await box.getByRole("heading", { name: "Recalled: do not use" }).waitFor();
    for (const text of ["Do not eat it.", "Listeria was found", "It may harm your health.", author.name ?? "", "https://kitchen.example/"])
      expect(await box.innerText()).to.include(text);
    expect(await box.locator("svg").first().isVisible()).to.equal(true);
    expect(await box.getByRole("link", { name: "The whole notice" }).getAttribute("href")).to.equal(`/recalls/${commitment}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(360);
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("says what moving an item emitted and how certain that is, with the way to every number's source", async () => {
    const { page, complaints } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.locator("#journey").waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const footprint = page.locator("#footprint");
    await footprint.getByText("64 g").waitFor();
    expect((await footprint.innerText()).replaceAll(/\s+/g, " "))
      .to.include("CO₂e for each item Whole, by accounts that differ")
      .and.include("383 g for a unit of 6 items. 764.667 kg for all of it.");
    expect(await footprint.getByRole("link").getAttribute("href")).to.equal(`/footprint${SALAD_PATH}`);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("says that the footprint is not known where nothing follows from what was reported, or the service does not answer", async () => {
    const nothing = footprintAnswer({ elements: [], perUnit: null, total: { ttw: "0", wtt: "0", wtw: "0" } });
    for (const [answer, said] of [
      [json(nothing), "That does not mean that these goods emitted little"],
      [noServer, "it could not be fetched"],
    ] as const) {
      const { page } = await openPage(stage, { answers: { "/api/footprints/current": answer } });
      await page.goto(SALAD_PATH);
      await page.locator("#journey").waitFor();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.locator("#footprint").getByText(said).waitFor();
      expect(await page.locator("#footprint").innerText())
        .to.include("Not known")
        .and.not.match(/\d k?g/);
      await page.close();
    }
  });

  it("names each statement that is not proven because it waits to be anchored, who said it and since when", async () => {
    const { journey } = stage.lettuce;
    const waiting = journey.statements.at(-1);
    const statements = journey.statements.map((one) =>
      one === waiting ? { ...one, state: "stored" as const, anchor: null, capturedAt: "2026-05-02T09:30:00.000Z" } : one,
    );
    const { page } = await openPage(stage, {
      answers: { "/api/journeys": json({ ...journey, statements }) },
      timezoneId: "UTC",
    });
    await page.goto(SALAD_PATH);
    const verdict = page.locator("[data-verdict]");
    const note = verdict.getByText("Not anchored yet, so not proven");
    await note.waitFor();
    expect((await note.innerText()).replaceAll(/\s+/g, " "))
      .to.include(waiting?.author.name ?? "?")
      .and.match(/since May 2, 2026, 9:30:00/);
    const target = await note.locator('a[href^="#event-"]').getAttribute("href");
    expect(await page.locator(`${target ?? "#none"} [data-rung="anchored"][data-rung-status="open"]`).count()).to.equal(1);
    await page.close();
  });

  it("says openly which organisation had a statement erased, and when", async () => {
    const { journey } = stage.lettuce;
    const [first] = journey.statements;
    const erased = [{ commitment: `0x${"e".repeat(64)}`, author: first?.author, erasedAt: "2026-05-02T09:30:00Z" }];
    for (const statements of [journey.statements, []]) {
      const { page, complaints } = await openPage(stage, { answers: { "/api/journeys": json({ ...journey, statements, erased }) } });
      await page.goto(SALAD_PATH);
      const note = page.locator("main").getByText("One statement was erased at the author’s request");
      await note.waitFor();
      const words = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
      expect(words)
        .to.match(/erased on request on .{0,20}May 2, 2026/)
        .and.include(first?.author.name ?? "?");
      expect(complaints).to.deep.equal([]);
      await page.close();
    }
  });

  it("gives the stops of the map as an equal table and as a file", async () => {
    const { page } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.locator("#related, #journey li").last().scrollIntoViewIfNeeded();
    const rows = page.locator("#map tbody tr");
    await rows.first().waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download as CSV" }).click()]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines).to.have.length((await rows.count()) + 1);
    expect(lines[0]).to.equal("stop,place,gln,time_utc,what,who,latitude,longitude");
    expect(lines[1]).to.match(/^1,"Cold store, Okeechobee",0860009999077,2026-04-16T13:26:42(?:\.000)?Z,/);
    const label = (await page.locator("#map svg[role=img]").getAttribute("aria-label")) ?? "";
    for (const cell of await page.locator("#map tbody td:nth-child(2)").allInnerTexts()) expect(label).to.include(cell);
    await page.close();
  });

  it("shows on every claim what it stands on, as this server tells it, in words", async () => {
    const { page } = await openPage(stage);
    await page.goto(SALAD_PATH);
    const ladders = page.locator('#journey [data-slot="evidence"]');
    await ladders.first().waitFor();
    expect(await ladders.count()).to.equal(stage.lettuce.journey.statements.length);
    expect(await page.locator('#journey [data-basis="told"]').count()).to.equal(await ladders.count());
    const words = (await ladders.first().innerText()).replaceAll("\n", " ");
    expect(words).to.equal("Claimed No evidence beside it Verified by nobody else Anchored Final as told by this server");
    const measured = page
      .locator("#journey li")
      .filter({ has: page.getByText("36 °F") })
      .last();
    expect(await measured.locator('[data-rung="evidenced"]').getAttribute("data-rung-status")).to.equal("reached");
    await page.close();
  });

  it("lists certificates that a claim names as not checked, and links only to web addresses", async () => {
    const [first, ...rest] = stage.lettuce.journey.statements;
    const certificates = ["https://certifier.example/7?a=<b>", "javascript:alert(1)"];
    const { page } = await openPage(stage, {
      answers: { "/api/journeys": json({ ...stage.lettuce.journey, statements: [{ ...first, certificates }, ...rest] }) },
    });
    await page.goto(SALAD_PATH);
    const list = page.locator("#journey li").filter({ hasText: "certifier.example" }).last();
    await list.getByText("Not checked").waitFor();
    expect(await page.locator('#journey a[href^="https://certifier.example"]').getAttribute("rel")).to.equal("noreferrer nofollow");
    expect(await page.locator('a[href^="javascript:"]').count()).to.equal(0);
    await page.close();
  });

  const nothingReported = () => ({
    ...stage.lettuce.journey,
    product: null,
    statements: [],
    findings: [],
    recalls: [],
    related: [],
    custody: [],
  });

  it("says who holds a pallet and what is inside when its custody is on chain and no event was reported", async () => {
    const unit = unitAnswer(stage.lettuce);
    const items = [{ subject: SALAD, quantity: "48", uom: null }];
    const { page, complaints } = await openPage(stage, {
      answers: {
        "/api/journeys": json({ ...nothingReported(), subject: unit.subject, custody: [unit] }),
        "/api/custody/units/.*/contents": json({ docHash: unit.unit, contents: { salt: unit.unit, items } }),
      },
    });
    await page.goto(new URL(unit.subject).pathname);
    await page.getByRole("heading", { name: `Held by organisation ${unit.holder.name}` }).waitFor();
    const inside = page.getByRole("region", { name: "What is inside" }).getByRole("listitem");
    await inside.waitFor();
    expect((await inside.innerText()).replaceAll(/\s+/g, " ")).to.match(/^48 .*SALAD-20260420-A/);
    expect(await page.getByText("Nobody has reported anything").count()).to.equal(0);
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("says that nobody has reported anything about an unknown code", async () => {
    const { page } = await openPage(stage, {
      answers: { "/api/journeys": json(nothingReported()) },
    });
    await page.goto("/01/10860009998039/10/NOBODY");
    await page.getByRole("heading", { name: "Nobody has reported anything about this code" }).waitFor();
    expect(await page.locator("[data-verdict]").count()).to.equal(0);
    await page.close();
  });

  it("says that the server is down, offers to check a file, and recovers when asked again", async () => {
    const watched = await openPage(stage, { answers: { "/api/journeys": noServer } });
    const { page } = watched;
    await page.goto(SALAD_PATH);
    await page.getByText("Waybill’s server does not answer").waitFor();
    expect(await page.getByRole("link", { name: "Check a bundle file" }).getAttribute("href")).to.equal("/verify");
    await page.route("**/api/journeys?*", (route) => route.fulfill({ json: stage.lettuce.journey }));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("[data-verdict]").waitFor();
    await page.close();
  });

  it("says that the browser is offline when it is", async () => {
    const { page } = await openPage(stage, { answers: { "/api/journeys": noServer }, isAlone: true });
    await page.addInitScript(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
    await page.goto(SALAD_PATH);
    await page.getByText("You are offline").waitFor();
    await page.close();
  });

  it("keeps what it shows and says that it may be out of date when a refresh fails", async () => {
    const { page } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.locator("[data-verdict]").waitFor();
    await page.route("**/api/journeys?*", (route) => route.abort());
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("may be out of date").waitFor();
    expect(await page.locator("[data-verdict]").count()).to.equal(1);
    await page.close();
  });

  it("shows nothing rather than something wrong when the answer is not a journey", async () => {
    const { page } = await openPage(stage, { answers: { "/api/journeys": json({ hello: "world" }) } });
    await page.goto(SALAD_PATH);
    await page.getByText("makes no sense to this page").waitFor();
    await page.close();
  });

  it("asks which lot when the code names only a kind of product", async () => {
    const { page } = await openPage(stage);
    await page.goto("/01/10860009998039");
    await page.getByLabel("Lot or serial, as printed").fill("SALAD-20260420-A");
    await page.keyboard.press("Enter");
    await page.locator("[data-verdict]").waitFor();
    expect(new URL(page.url()).pathname).to.equal(SALAD_PATH);
    await page.close();
  });

  it("talks to nobody but its own host", async () => {
    const { page, site, requests } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.locator("[data-verdict]").waitFor();
    await page.waitForLoadState("networkidle");
    expect(requests.filter((url) => !url.startsWith(site.origin))).to.deep.equal([]);
    await page.close();
  });

  it("starts with less than 100 kB of script, and without wallet code", async () => {
    const { page, requests } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.locator("[data-verdict]").waitFor();
    await page.waitForLoadState("networkidle");
    const folder = await builtPages();
    const scripts = requests.map((url) => new URL(url).pathname).filter((path) => path.endsWith(".js"));
    const sources = scripts.map((path) => readFileSync(folder + path));
    expect(sources.reduce((sum, source) => sum + gzipSync(source).length, 0)).to.be.lessThan(100_000);
    for (const source of sources) expect(source.toString()).not.to.include("eip6963");
    await page.close();
  });

  it("tells a reader without script what to do", async () => {
    const { page } = await openPage(stage, { javaScriptEnabled: false });
    await page.goto(SALAD_PATH);
    expect(await page.locator("main").innerText()).to.include("npm run waybill -- verify journey.json --rpc");
    await page.close();
  });
});
