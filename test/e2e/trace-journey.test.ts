import { expect } from "chai";
import { readTraceFilters } from "../../frontend/src/features/trace/model/filters.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { system, type System } from "./support/system.ts";
import { visitor } from "./support/visitor.ts";

const FIELD = "https://id.gs1.org/01/00860009999923/10/ABC1234";
const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";

describe("an auditor who follows the demonstration's salad", function () {
  this.timeout(120_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  it("comes from its page to the graph, finds the field, and takes the links away as a file", async () => {
    const { page, problems, leave } = await visitor(all);
    await page.goto(new URL(SALAD).pathname);
    // What lies far below is drawn when the reader comes near.
    const link = page.getByRole("link", { name: "Explore the trace graph" });
    const appears = async () => {
      await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
      return link.isVisible();
    };
    await waitFor(appears, { what: "the link to the trace graph", deadlineMilliseconds: 15_000 });
    await link.click();
    await page.locator(`[data-node="${FIELD}"]`).waitFor();
    await page.locator(`[data-node="${FIELD}"]`).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => readTraceFilters(Object.fromEntries(url.searchParams)).node === FIELD);
    await page.getByRole("heading", { name: /ABC1234.* at a moment/ }).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
    expect(file.suggestedFilename()).to.equal("trace.csv");
    expect(problems).to.deep.equal([]);
    await leave();
  });

  it("goes forward from the field to the salad, and sees what is left when a filter of proof is set", async () => {
    const { page, leave } = await visitor(all);
    await page.goto(`/trace${new URL(FIELD).pathname}?direction=forward`);
    await page.locator(`[data-node="${SALAD}"]`).waitFor();
    const links = await page.locator("#links tbody tr").count();
    await page.getByRole("combobox", { name: "Proof" }).click();
    await page.getByRole("option", { name: "Not anchored yet" }).click();
    await page.waitForURL(/proof=waiting/);
    expect(await page.locator("#links tbody tr").count()).to.be.lessThan(links);
    await leave();
  });
});
