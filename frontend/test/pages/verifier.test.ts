import { expect } from "chai";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { textOf } from "../../../protocol/test/support/scene.ts";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, openPage, type Stage } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";
import { rpcAnswer } from "../support/usual-answers.ts";

/** A node of the reader's own, somewhere else. */
const NODE = "https://node.example/rpc";

async function checkWith(page: Page, node: string): Promise<string | null> {
  await page.getByLabel("Node to ask").fill(node);
  await page.getByRole("button", { name: "Start the check" }).click();
  await page.locator("[data-overall]").waitFor();
  return page.locator("[data-overall]").getAttribute("data-overall");
}

describe("the verifier as one file", function () {
  this.timeout(90_000);
  let stage: Stage;
  let folder: string;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
    folder = mkdtempSync(join(tmpdir(), "verifier-"));
    copyFileSync(join(await builtPages(), "verifier.html"), join(folder, "verifier.html"));
  });

  /** Opened from a disk, without any of our pages beside it. */
  const address = (name: string) => pathToFileURL(join(folder, name)).href;

  it("is named with its size and digest beside it", async () => {
    const pages = await builtPages();
    const html = readFileSync(join(pages, "verifier.html"));
    const digest = JSON.parse(readFileSync(join(pages, "verifier.json"), "utf8")) as Record<string, unknown>;
    expect(digest).to.deep.equal({
      file: "verifier.html",
      bytes: html.length,
      sha256: createHash("sha256").update(html).digest("hex"),
    });
  });

  it("checks a bundle from a disk, and asks nobody but the node that the reader names", async () => {
    const { page, requests, complaints } = await openPage(stage);
    await page.route(NODE, rpcAnswer(stage.lettuce));
    await page.goto(address("verifier.html"));
    const file = { name: "journey.json", mimeType: "application/json", buffer: Buffer.from(textOf(stage.lettuce.bundle)) };
    await page.locator('input[type="file"]').setInputFiles(file);
    expect(await checkWith(page, NODE)).to.equal("verified");
    const asked = new Set(requests.filter((url) => !url.startsWith("data:")).map((url) => url.split("?")[0]));
    expect([...asked]).to.deep.equal([address("verifier.html"), NODE]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("never turns green for a bundle of which a byte was changed", async () => {
    const { page } = await openPage(stage);
    await page.route(NODE, rpcAnswer(stage.lettuce));
    await page.goto(address("verifier.html"));
    const buffer = Buffer.from(textOf(stage.lettuce.bundle).replace("25000", "25001"));
    await page.locator('input[type="file"]').setInputFiles({ name: "journey.json", mimeType: "application/json", buffer });
    expect(await checkWith(page, NODE)).to.equal("failed");
    await page.close();
  });

  it("travels with a journey that is saved from its page, and checks it years later", async () => {
    const first = await openPage(stage);
    await first.page.goto(SALAD_PATH);
    await first.page.getByRole("button", { name: "Check it yourself" }).first().click();
    await first.page.locator("[data-overall]").waitFor();
    const [saved] = await Promise.all([
      first.page.waitForEvent("download"),
      first.page.getByRole("button", { name: "Save as one file" }).click(),
    ]);
    expect(saved.suggestedFilename()).to.match(/^journey-.*\.html$/);
    await saved.saveAs(join(folder, "saved.html"));
    await first.page.close();

    const { page, requests } = await openPage(stage);
    await page.route(NODE, rpcAnswer(stage.lettuce));
    await page.goto(address("saved.html"));
    await page.getByRole("heading", { name: "A saved journey" }).waitFor();
    expect(await checkWith(page, NODE)).to.equal("verified");
    expect(requests.every((url) => url.startsWith("file:") || url.startsWith("data:") || url === NODE)).to.equal(true);
    await page.close();
  });
});
