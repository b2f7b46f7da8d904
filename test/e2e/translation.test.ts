import { expect } from "chai";
import { connect } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier } from "./support/visitor.ts";

/** Visible words of the page that did not pass through the catalogue: the pseudo-language marks every word with a tilde. */
const UNMARKED = `[...document.querySelectorAll("header, main, footer")].flatMap((part) => {
  const texts = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (/[a-z]{3}/i.test(textContent) && !textContent.includes("~") && parentElement.closest("code, time, [data-slot=chip], option") === null) texts.push(textContent);
  }
  return texts;
})`;

/** Names of this product and of organisations stay as they are in every language. */
const NAMES = ["Waybill", "Okee Cooling"];

describe("the supplier's texts", function () {
  this.timeout(60_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  it("all come from the catalogue", async () => {
    const { page, leave } = await supplier(all, keyOf(all, "Okee Cooling"));
    const found: string[] = [];
    const look = async () => found.push(...(await page.evaluate<string[]>(UNMARKED)).filter((text) => !NAMES.includes(text.trim())));
    await page.goto("/supplier?locale=en");
    await connect(page);
    await page.getByRole("heading", { name: "Okee Cooling" }).waitFor();
    for (const path of ["/supplier", "/supplier/join", "/supplier/handovers", "/supplier/handovers/new", "/supplier/events/new"]) {
      await page.goto(`${path}?locale=en-XA`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look();
    }
    await page.getByRole("radio").first().click();
    await page.locator("#part-5").waitFor();
    await look();
    expect(found).to.deep.equal([]);
    await leave();
  });
});
