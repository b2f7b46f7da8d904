import { expect } from "chai";
import { chromium, type Browser, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, getChromium } from "../../../test/support/chromium.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";

/** Half a screen further, and two frames: one in which the page notices, one in which it has drawn. True at the end of the page. */
const SCROLL_ON = `(async () => {
  const before = scrollY;
  scrollBy(0, innerHeight / 2);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return scrollY === before;
})()`;

/** Everything that a reader meets who scrolls to the end: the page draws what is near. */
async function shownOperations(page: Page): Promise<Set<string>> {
  const shown = new Set<string>();
  for (let isAtEnd = false; !isAtEnd;) {
    const ids = await page.locator(".opblock").evaluateAll((blocks) => blocks.map(({ id }) => id));
    ids.forEach((id) => shown.add(id));
    isAtEnd = await page.evaluate<boolean>(SCROLL_ON);
  }
  return shown;
}

describe("the reference page in a browser", function () {
  this.timeout(90_000);
  let backend: TestBackend;
  let browser: Browser | undefined;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    browser = await chromium.launch({ executablePath: getChromium(), args: [...CHROMIUM_FLAGS] });
  });
  after(async () => {
    await browser?.close();
    await backend.stop();
  });

  it("shows every endpoint under our own policy, and asks nobody else for anything", async () => {
    const page = await (browser as Browser).newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(backend.url) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    await page.goto(`${backend.url}/api/docs`);
    await page.locator(".opblock").first().waitFor({ timeout: 60_000 });
    const document = (await backend.request("GET", "/api/openapi.json")).json<{ paths: Record<string, Record<string, unknown>> }>();
    const operations = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    expect((await shownOperations(page)).size).to.equal(operations.length);
    expect(foreign).to.deep.equal([]);
    // Browsers ask for an icon by themselves; this backend serves no pages.
    expect(complaints.filter((text) => !text.includes("404"))).to.deep.equal([]);
  });
});
