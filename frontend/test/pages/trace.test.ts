import { expect } from "chai";
import { readFileSync } from "node:fs";
import { violationsOf } from "../../../test/support/axe.ts";
import { CARROTS, CASES, FIELD, PALLET, traceAnswer, traceFindingsAnswer, wideTrace } from "../fixtures/trace.ts";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, json, noServer, openPage, type Stage } from "../support/browser.ts";

const PATH = `/trace${SALAD_PATH}`;

describe("the trace graph's page", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("draws the graph, lists the same links, and gives the rule and the statements of what does not add up, accessible on a wide screen", async () => {
    const answers = { "/api/statements/0x[0-9a-f]+": json(stage.lettuce.journey.statements[0]) };
    const { page, complaints } = await openPage(stage, { answers, viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    await page.goto(PATH);
    await page.locator("[data-node]").nth(4).waitFor();
    expect(await page.locator("[data-node]").count()).to.equal(5);
    expect(await page.locator("#links tbody tr").count()).to.equal(4);
    await page
      .getByRole("definition")
      .filter({ hasText: /^Salad kitchen/ })
      .waitFor();
    await page.getByText("More came out than went in").waitFor();
    const [finding] = traceFindingsAnswer(stage.lettuce).findings;
    const reason = page.getByText(`Rule ${finding?.rule ?? ""}: `).first();
    await reason.click();
    await page
      .locator("details", { has: reason })
      .getByRole("link", { name: /commitment/ })
      .first()
      .waitFor();
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("names the product of lots and serials where somebody has given it a name, and its number in any case", async () => {
    const { page, requests } = await openPage(stage, { viewport: { width: 1280, height: 900 } });
    await page.goto(PATH);
    await page.locator("[data-node]").nth(4).waitFor();
    expect(requests.filter((url) => /\/api\/trace\/(back|forward)/.test(url)).every((url) => url.includes("names=true"))).to.equal(true);
    expect(await page.locator("h1").innerText()).to.equal("Garden salad, lot SALAD-20260420-A");
    const inDrawing = (subject: string) => page.locator(`[data-node="${subject}"]`).evaluate((node) => node.textContent);
    expect(await inDrawing(CASES))
      .to.include("Iceberg lettuce, case of 24")
      .and.include("10860009999920");
    expect(await inDrawing(CARROTS)).to.include("10860009998022");
    const row = page.locator("#links tbody tr").filter({ hasText: "lot SALAD-20260420-A" }).filter({ hasText: "Iceberg" });
    expect(await row.innerText())
      .to.include("Garden salad")
      .and.include("10860009998039");
    await page.close();
  });

  it("keeps filters in the address, and drawing, table and count follow them", async () => {
    const { page } = await openPage(stage);
    await page.goto(`${PATH}?proof=claimed`);
    await page.getByText("1 link between 3 subjects").waitFor();
    expect(await page.locator("#links tbody tr").innerText())
      .to.include("Claimed, not signed")
      .and.include("Not anchored yet")
      .and.include("Disputed by another");
    expect(await page.locator("[data-link] title").textContent()).to.match(/: Packed in, Disputed by another$/);
    expect(await page.locator("[data-link] [data-mark=disputed]").count()).to.equal(1);
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await page.getByText("4 links between 5 subjects").waitFor();
    expect(page.url()).not.to.include("proof");
    await page.getByRole("combobox", { name: "Kind of link" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Packed in" }).click();
    await page.waitForURL(/kind=aggregation/);
    await page.getByLabel("Until (UTC)", { exact: true }).fill("2026-04-17T00:00");
    await page.waitForURL(/to=2026-04-17T00/);
    await page.getByText("No link is left by these filters").waitFor();
    await page.reload();
    await page.getByText("No link is left by these filters").waitFor();
    await page.getByRole("slider", { name: "Until, as a slider" }).press("End");
    await page.getByText("1 link between 3 subjects").waitFor();
    await page.close();
  });

  it("is walked, chosen from, folded and zoomed with the keyboard alone", async () => {
    const { page } = await openPage(stage, { viewport: { width: 1280, height: 900 } });
    await page.goto(PATH);
    const salad = page.getByRole("button", { name: /asked about/ });
    await salad.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.waitForURL(/node=/);
    const node = new URL(page.url()).searchParams.get("node");
    expect(await page.locator(`[data-node="${node}"]`).getAttribute("aria-pressed")).to.equal("true");
    await page.getByRole("link", { name: "Trace from here" }).waitFor();
    const drawing = page.getByRole("group", { name: /^Drawing of the trace/ });
    const before = await drawing.getAttribute("viewBox");
    await page.keyboard.press("+");
    await page.waitForFunction((box) => document.querySelector("svg[role=group]")?.getAttribute("viewBox") !== box, before);
    await page.locator(`[data-node="${CASES}"]`).focus();
    await page.keyboard.press("f");
    await page.locator(`[data-node="${PALLET}"]`).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^2 more, beside/ }).focus();
    await page.keyboard.press("Enter");
    await page.locator(`[data-node="${PALLET}"]`).waitFor();
    await page.close();
  });

  it("shows the events behind a line that was chosen, by pointer or with the keyboard alone", async () => {
    const { page } = await openPage(stage, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    await page.goto(PATH);
    await page.locator("[data-link]").nth(3).waitFor();
    const chosen = page.getByTestId("chosen-link");
    const titleOf = (key: string | null) => page.locator(`[data-link="${key}"] title`).textContent();
    // Not at its middle: other lines may cross it there.
    const line = page.locator("[data-link]").first();
    const start = await line
      .locator("polyline")
      .first()
      .evaluate((way: SVGPolylineElement) => {
        const { x, y } = way.getPointAtLength(way.getTotalLength() / 3).matrixTransform(way.getScreenCTM() ?? undefined);
        return { x, y };
      });
    await page.mouse.click(start.x, start.y);
    await chosen
      .getByRole("link", { name: /commitment/ })
      .first()
      .waitFor();
    expect(await line.getAttribute("aria-pressed")).to.equal("true");
    expect(await violationsOf(page)).to.deep.equal([]);
    await page.locator(`[data-node="${CASES}"]`).focus();
    const seen = new Set<string | null>();
    for (const _ of [1, 2]) {
      await page.keyboard.press("l");
      await page.keyboard.press("Enter");
      const key = await page.evaluate(() => document.activeElement?.getAttribute("data-link") ?? null);
      // A level line has no height, which counts as hidden.
      await page.locator(`[data-link="${key}"][aria-pressed=true]`).waitFor({ state: "attached" });
      expect(await titleOf(key)).to.match(/ to .*: (Made into|Packed in)(, Disputed by another)?$/);
      seen.add(key);
    }
    expect(seen.size).to.equal(2);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-node"))).to.equal(CASES);
    await page.close();
  });

  it("folds two thousand goods, says that the trace was cut, and gives all of them as a file", async () => {
    const { page } = await openPage(stage, { answers: { "/api/trace/forward": json(wideTrace(stage.lettuce, 1_999)) } });
    await page.goto(`${PATH}?direction=forward`);
    await page.getByText("The trace is cut: there are more goods").waitFor();
    await page.getByText("1,999 links between 2,000 subjects").waitFor();
    await page.locator("[data-node]").nth(7).waitFor();
    expect(await page.locator("[data-node]").count()).to.equal(8);
    await page.getByText("7 are drawn, 1,993 are folded").waitFor();
    await page.getByRole("button", { name: "Show more", exact: true }).click();
    await page.getByText("57 are drawn, 1,943 are folded").waitFor();
    await page.locator("[data-node]").nth(57).waitFor();
    expect(await page.locator("#links tbody tr").count()).to.equal(100);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines).to.have.length(2_000);
    expect(lines[0]).to.equal("From,To,How,Since,Until,Proof,Statements,Product it came from,Product it went to");
    await page.close();
  });

  it("asks for one level more where the trace was stopped by its levels", async () => {
    const stopped = { ...traceAnswer(stage.lettuce, "back"), stoppedBy: "levels" };
    const { page, requests } = await openPage(stage, { answers: { "/api/trace/back": json(stopped) } });
    await page.goto(PATH);
    await page.getByRole("button", { name: "Show one level more" }).click();
    await page.waitForURL(/levels=5/);
    await page.locator("[data-node]").first().waitFor();
    expect(requests.some((url) => url.includes("/api/trace/back") && url.includes("levels=5"))).to.equal(true);
    await page.close();
  });

  it("is sorted by any column, and puts the table first on a telephone", async () => {
    const { page } = await openPage(stage, { viewport: { width: 390, height: 844 } });
    await page.goto(PATH);
    await page.locator("[data-node]").first().waitFor();
    const top = async (id: string) => (await page.locator(id).boundingBox())?.y ?? 0;
    expect(await top("#links")).to.be.lessThan(await top("#graph"));
    const first = page.locator("#links tbody tr").first();
    expect(await first.locator("button").first().getAttribute("title")).to.equal(FIELD);
    await page.getByRole("columnheader", { name: "How" }).getByRole("button").click();
    await page.locator("th[aria-sort=ascending]", { hasText: "How" }).waitFor();
    expect(await first.innerText()).to.include("Packed in");
    await page.close();
  });

  it("says so when nothing is linked, and when the server is away", async () => {
    const alone = (direction: string) => json({ ...traceAnswer(stage.lettuce, "forward"), direction });
    const { page } = await openPage(stage, { answers: { "/api/trace/back": alone("back"), "/api/trace/forward": alone("forward") } });
    await page.goto(PATH);
    await page.getByText("No link is known").waitFor();
    await page.close();
    const away = await openPage(stage, { answers: { "/api/trace/.*": noServer } });
    await away.page.goto(PATH);
    await away.page.getByRole("button", { name: "Try again" }).first().waitFor();
    await away.page.close();
  });
});
