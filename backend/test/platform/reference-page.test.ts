import { expect } from "chai";
import { chromium, type Browser } from "playwright-core";
import { CHROMIUM_FLAGS, getChromium } from "../../../test/support/chromium.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";

type Description = { paths: Record<string, Record<string, { tags: string[] }>> };

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

  it("shows every subject, and the endpoints of one, under our own policy, and asks nobody else for anything", async () => {
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
    await page.locator(".opblock-tag-section").first().waitFor({ timeout: 60_000 });
    const { paths } = (await backend.request("GET", "/api/openapi.json")).json<Description>();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map(({ tags }) => ({ path, tag: tags[0] })),
    );
    const subjects = page.locator(".opblock-tag-section");
    const names = await subjects.evaluateAll((all) => all.map((one) => one.querySelector("[data-tag]")?.getAttribute("data-tag")));
    expect(names).to.have.members([...new Set(operations.map(({ tag }) => tag))]);
    const documents = subjects.filter({ has: page.locator('[data-tag="Documents"]') });
    await documents.locator("[data-tag]").click();
    await documents.locator(".opblock").first().waitFor();
    const shown = await documents.locator(".opblock-summary-path").evaluateAll((all) => all.map((one) => one.getAttribute("data-path")));
    expect(shown).to.have.members(operations.filter(({ tag }) => tag === "Documents").map(({ path }) => path));
    expect(foreign).to.deep.equal([]);
    // Browsers ask for an icon by themselves; this backend serves no pages.
    expect(complaints.filter((text) => !text.includes("404"))).to.deep.equal([]);
  });
});
