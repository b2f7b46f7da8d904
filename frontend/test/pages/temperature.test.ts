import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, json, openPage, type Stage } from "../support/browser.ts";

/** A logger that wrote every ten minutes, was too warm for a while, and stood still for two hours. */
function withLogger(journey: JourneyView): JourneyView {
  const start = Date.parse("2026-04-17T14:26:42Z");
  const values = [3, 3.2, 4.1, 5.6, 6.4, 5.2, 4.4, 3.9, 3.8, 3.1, 2.9, 3];
  const sensors = values.map((value, index) => {
    const time = new Date(start + (index + (index > 8 ? 12 : 0)) * 600_000).toISOString();
    const common = { type: "Temperature", uom: "CEL", least: null, most: null, device: "urn:logger:7", alarm: false };
    return { ...common, value: String(value), from: time, until: time };
  });
  const temperatureLimits = [{ bound: "most" as const, value: "5", uom: "CEL", source: "event" as const }];
  const statements = journey.statements.map((statement, index) => (index === 4 ? { ...statement, sensors, temperatureLimits } : statement));
  return { ...journey, statements };
}

async function openRecord(page: Page) {
  await page.goto(SALAD_PATH);
  await page.locator("#journey > div > ol > li").last().scrollIntoViewIfNeeded();
  const section = page.locator("#temperature");
  await section.waitFor();
  return section;
}

describe("the temperature record on a product page", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("says in words what was too warm and how long, whose limit that is, and when nobody measured", async () => {
    const { page, complaints } = await openPage(stage, { answers: { "/api/journeys": json(withLogger(stage.lettuce.journey)) } });
    const section = await openRecord(page);
    await section.getByRole("radio", { name: "°C" }).check();
    const words = (await section.innerText()).replaceAll(/\s+/g, " ");
    expect(words).to.match(/Not above 5 °C set for this event by .{3,60}/);
    expect(words).to.include("Above 5 °C for at least 20 min, from Apr 17, 10:56 to Apr 17, 11:16 UTC−04:00; highest 6.4 °C.");
    expect(words).to.include("Nothing measured for 2 hr 10 min, from Apr 17, 11:46 to Apr 17, 13:56 UTC−04:00.");
    expect(await section.locator("svg polyline").count()).to.be.greaterThan(1);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is an equal table and a file with the values as written, in the unit that the reader chooses", async () => {
    const journey = withLogger(stage.lettuce.journey);
    const { page } = await openPage(stage, { answers: { "/api/journeys": json(journey) } });
    const section = await openRecord(page);
    const all = journey.statements.flatMap(({ sensors }) => sensors).length;
    await section.getByRole("button", { name: /^Show/ }).click();
    expect(await section.locator("tbody tr").count()).to.equal(all);
    expect(await section.locator("tbody tr").filter({ hasText: "Too warm" }).count()).to.equal(3);
    await section.getByRole("radio", { name: "°C" }).check();
    await section.locator("tbody tr").filter({ hasText: "6.4 °C" }).waitFor();
    await section.getByRole("radio", { name: "°F" }).check();
    await section.locator("tbody tr").filter({ hasText: "43.5 °F" }).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), section.getByRole("button", { name: "Save as CSV" }).click()]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines).to.have.length(all + 1);
    expect(lines.find((line) => line.includes(",6.4,CEL,"))).to.match(/^2026-04-17T15:06:42.000Z,.*,5,above,.*urn:logger:7$/);
    const warmest = section.locator("tbody tr").filter({ hasText: "43.5 °F" }).locator("time");
    expect((await warmest.innerText()).replaceAll(/\s+/g, " ")).to.match(/11:06.*UTC−04:00/);
    expect(await warmest.getAttribute("title")).to.equal("2026-04-17T15:06:42.000Z");
    expect(await section.locator("svg text").last().textContent()).to.equal("Time on the clock of the place, UTC−04:00");
    await page.close();
  });

  it("says that measurements can only be read where nobody stated a limit", async () => {
    const { page } = await openPage(stage);
    const section = await openRecord(page);
    await section.getByText("Nobody has stated a limit").waitFor();
    expect(await section.locator("tbody").innerText()).to.include("No limit stated");
    await page.close();
  });

  it("is left out where nobody measured", async () => {
    const statements = stage.lettuce.journey.statements.map((statement) => ({ ...statement, sensors: [] }));
    const { page } = await openPage(stage, { answers: { "/api/journeys": json({ ...stage.lettuce.journey, statements }) } });
    await page.goto(SALAD_PATH);
    await page.locator("#journey > div > ol > li").last().scrollIntoViewIfNeeded();
    await page.locator("#map").waitFor();
    expect(await page.locator("#temperature").count()).to.equal(0);
    await page.close();
  });
});
