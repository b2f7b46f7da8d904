import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { violationsOf } from "../../../test/support/axe.ts";
import { carrierTable, footprintAnswer, tableAnswer } from "../fixtures/footprint.ts";
import { SALAD, SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, json, noServer, openPage, type Stage } from "../support/browser.ts";
import { objectionsTo } from "../support/supplier.ts";

const PATH = `/footprint${SALAD_PATH}`;

describe("the footprint's page", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("says the total, what falls to each item, how certain it is, and which accounts differ", async () => {
    const { page, complaints } = await openPage(stage, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    await page.goto(PATH);
    await page.getByText("764.667 kg").first().waitFor();
    const text = await page.locator("main").innerText();
    for (const part of [
      "Whole, by accounts that differ",
      "383 g for each of 2,000 cases, 64 g for each of the 6 pieces in one",
      "6.5 % from energy that was measured (49.747 kg)",
      "2 things are contested",
      "that of the place's owner, or the largest, was used",
    ])
      expect(text, part).to.include(part);
    await page.getByText("The first one").waitFor();
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("has a bar for each row of its table, and the same as a file whose grams add up to the total", async () => {
    const { page } = await openPage(stage);
    await page.goto(PATH);
    const bars = page.locator("#breakdown [data-element]");
    await bars.first().waitFor();
    const rows = page.locator("#breakdown tbody tr", { has: page.locator("details") });
    expect([await bars.count(), await rows.count()]).to.deep.equal([8, 8]);
    for (const [index, said] of (await bars.allInnerTexts()).entries()) {
      const [name = "", share = ""] = said.split("\n");
      expect(await rows.nth(index).innerText())
        .to.include(name)
        .and.include(share.split(" · ")[0]);
    }
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    const column = (lines[0] ?? "").split(",").indexOf("wtw_grams");
    const cells = lines.slice(1).map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []);
    expect(cells.reduce((sum, row) => sum + Number(row[column]?.replace(",", "")), 0)).to.equal(764_667);
    await page.close();
  });

  it("names the source of a number: the rule with its values, the row and its table, the part by mass, and the statements", async () => {
    const statement = stage.lettuce.journey.statements[0];
    const { page, complaints } = await openPage(stage, {
      answers: { "/api/statements/0x[0-9a-f]+": json(statement) },
      viewport: { width: 390, height: 844 },
    });
    await page.goto(PATH);
    const source = page.locator("#breakdown tr", { hasText: "Packing house, Vero Beach to Receiving dock, Chicago" }).locator("details");
    await source.locator("summary").press("Enter");
    await source.getByText("11.34 t × 2,020 km ×").waitFor();
    await source.getByText("The distance was stated").waitFor();
    const doubt = page.locator("#breakdown tr", {
      hasText: "is more than one such vehicle carries (8.92 t), unless several drove",
    });
    expect(await doubt.count()).to.equal(1);
    await source.getByText("2.268 t of 11.34 t").waitFor();
    await source.getByText(/HGV/i).first().waitFor();
    await source.locator('a[href^="/events/0x"]').first().waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is computed again in the browser, and is equal", async () => {
    const { page } = await openPage(stage);
    await page.goto(PATH);
    await page.getByRole("button", { name: "Compute it in this browser" }).click();
    await page.locator("#recompute [data-tone=passed]").getByText("Equal").waitFor();
    await page.close();
  });

  it("says where its factor table is anchored, and finds a root that the table does not lead to", async () => {
    const root = `0x${"0b".repeat(32)}` as Hex32;
    const { page } = await openPage(stage, { answers: { "/api/factor-tables/0x[0-9a-f]+": json(tableAnswer(root)) } });
    await page.goto(PATH);
    await page.locator("#factors").getByText("Anchored, final").waitFor();
    await page.locator(`#factors [title="${root}"]`).first().waitFor();
    await page.getByRole("button", { name: "Compute it in this browser" }).click();
    await page.locator("#recompute [data-tone=failed]").getByText("/tables/0/anchoring/anchor/root").waitFor();
    await page.close();
  });

  it("is found to be wrong where a single gram or factor was changed", async () => {
    const [first, ...others] = footprintAnswer().footprint.elements;
    if (first === undefined) throw new Error("the salad went somewhere");
    const { ttw, wtt, wtw } = first.emissions;
    const forged = { ...first, emissions: { ttw, wtt: String(BigInt(wtt) - 1n), wtw: String(BigInt(wtw) - 1n) } };
    const lie = await openPage(stage, { answers: { "/api/footprints/current": json(footprintAnswer({ elements: [forged, ...others] })) } });
    await lie.page.goto(PATH);
    await lie.page.getByRole("button", { name: "Compute it in this browser" }).click();
    await lie.page.locator("#recompute [data-tone=failed]").getByText("/elements/0/emissions/wtw").waitFor();
    await lie.page.close();
    const table = structuredClone(tableAnswer());
    Object.assign(table.table.rows[0] ?? {}, { name: "Another row" });
    const other = await openPage(stage, { answers: { "/api/factor-tables/0x[0-9a-f]+": json(table) } });
    await other.page.goto(PATH);
    await other.page.getByRole("button", { name: "Compute it in this browser" }).click();
    await other.page.locator("#recompute [data-tone=failed]").getByText("another table was given").waitFor();
    await other.page.close();
  });

  it("says what another mode would have saved, and why a way is impossible", async () => {
    const { page } = await openPage(stage, { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    await page.goto(PATH);
    const panel = page.locator("#what-if");
    await panel.getByRole("combobox", { name: "Carried by" }).press("Enter");
    await page.getByRole("option", { name: "rail" }).click();
    await panel.getByRole("button", { name: "Compare" }).click();
    await panel.getByText(/It would have saved \d/).waitFor();
    await panel.getByLabel("Distance in kilometres").fill("20");
    await panel.getByRole("button", { name: "Compare" }).click();
    await panel.getByText("less than the great circle").waitFor();
    await panel.getByLabel("Load of the vehicle in percent").fill("101");
    await panel.getByText("A whole number from 1 to 100.").waitFor();
    expect(await panel.getByRole("button", { name: "Compare" }).isDisabled()).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("says what another carrier would have saved, by a row of the table that somebody uploaded", async () => {
    const fleet = carrierTable();
    const { page } = await openPage(stage, {
      answers: {
        "/api/factor-tables": json({ items: [fleet, tableAnswer()], next: null }),
        [`/api/factor-tables/${fleet.hash}`]: json(fleet),
      },
      viewport: { width: 360, height: 740 },
      reducedMotion: "reduce",
    });
    await page.goto(PATH);
    const panel = page.locator("#what-if");
    const choose = async (field: string, option: string) => {
      await panel.getByRole("combobox", { name: field, exact: true }).press("Enter");
      await page.getByRole("option", { name: option }).click();
    };
    const compareBy = async (row: string) => {
      await choose("Carrier or vehicle", row);
      await panel.getByRole("button", { name: "Compare" }).click();
    };
    await choose("Factors", "Our fleet");
    await compareBy("Fleet, cooled");
    await panel.getByText(/It would have saved \d/).waitFor();
    await panel.getByText("× 100 g per tonne-kilometre").waitFor();
    await compareBy("Fleet, plain");
    await panel.getByText("a vehicle that does not cool").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("shows the chain of corrections, and an earlier footprint as it was kept", async () => {
    const { page } = await openPage(stage);
    await page.goto(PATH);
    const rows = page.locator("#history tbody tr");
    await rows.nth(1).waitFor();
    expect(await rows.nth(0).innerText())
      .to.include("+164.667 kg")
      .and.include("Shown here");
    await rows.nth(1).getByRole("link").click();
    await page.getByText("This is a footprint as it was kept").waitFor();
    await page.close();
  });

  it("says openly what is not known, what cannot be, and that the service is away", async () => {
    const nothing = footprintAnswer({ elements: [], perUnit: null, total: { ttw: "0", wtt: "0", wtw: "0" } });
    const unknown = await openPage(stage, { answers: { "/api/footprints/current": json(nothing) } });
    await unknown.page.goto(PATH);
    await unknown.page.getByText("Not known").first().waitFor();
    expect(await unknown.page.locator("main").innerText()).not.to.include("0 g");
    await unknown.page.close();
    const gap = { reason: "no-mode" as const, subject: SALAD as Subject, from: null, to: null, what: "Nobody says how.", evidence: [] };
    const partial = await openPage(stage, {
      answers: { "/api/footprints/current": json(footprintAnswer({ status: "incomplete", missing: [gap] })) },
    });
    await partial.page.goto(PATH);
    await partial.page.getByText("Incomplete: at least this much").waitFor();
    expect(await partial.page.locator("#missing").innerText())
      .to.include("One thing is missing")
      .and.include("Nobody says how.");
    expect(await partial.page.locator("#contested").count()).to.equal(0);
    await partial.page.close();
    const problem = { type: "about:blank", title: "Implausible", status: 422, detail: "The chain cannot be.", code: "carbon.implausible" };
    const errors = [{ pointer: "/elements/0/massGrams", message: "is more than any road vehicle carries" }];
    const refused = await openPage(stage, {
      answers: {
        "/api/footprints/current": (route) =>
          route.fulfill({
            status: 422,
            contentType: "application/problem+json",
            json: { ...problem, traceId: "t", retryable: false, errors },
          }),
      },
    });
    await refused.page.goto(PATH);
    await refused.page.getByText("is more than any road vehicle carries").waitFor();
    await refused.page.close();
    const away = await openPage(stage, { answers: { "/api/footprints/current": noServer } });
    await away.page.goto(PATH);
    await away.page.getByRole("button", { name: "Try again" }).first().waitFor();
    await away.page.close();
  });
});
