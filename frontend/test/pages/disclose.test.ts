import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deployments } from "@waybill/protocol/abi/deployments";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { discloseFields } from "../../../protocol/src/disclosure/disclose-fields.ts";
import { harvested } from "../../../protocol/test/support/events.ts";
import { FakeChain } from "../../../protocol/test/support/fake-chain.ts";
import { FakeService } from "../../../protocol/test/support/service.ts";
import { textOf } from "../../../protocol/test/support/scene.ts";
import { violationsOf } from "../../../test/support/axe.ts";
import { JsonRpcNode } from "../fixtures/json-rpc-node.ts";
import { getStage, noServer, openPage, type Answer, type Stage } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";

const PRICE = "1299.95";
const PRICED = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"example":"https://example.org/ns/"}],
"example:price":{"amount":${PRICE},"currency":"USD"},
"sensorElementList":[{"sensorReport":[{"type":"Temperature","value":2.5,"uom":"CEL"}]}]}`;

/** A bundle that no server has: its event names a price and a temperature. */
async function keptBundle(): Promise<{ text: string; salt: string; node: Answer }> {
  const chain = new FakeChain();
  Object.assign(chain, { supplyChain: deployments["31337"].supplyChain });
  const service = await FakeService.start(chain);
  await service.enrol("Farm");
  const statement = await service.sign({ ...harvested(), ...parseLosslessObject(PRICED) }, "Farm");
  await service.anchor(statement);
  chain.finalise();
  const node = new JsonRpcNode(chain);
  return {
    text: textOf(service.eventBundle(statement)),
    salt: statement.salt,
    node: async (route) => route.fulfill({ contentType: "application/json", body: await node.answer(route.request().postData() ?? "") }),
  };
}

async function open(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

async function saved(page: Page): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the disclosure" }).click()]);
  expect(file.suggestedFilename()).to.match(/^waybill-disclosure-[0-9a-f]{8}\.json$/);
  await page.getByText(`Saved as ${file.suggestedFilename()}`).waitFor();
  return readFileSync(await file.path(), "utf8");
}

describe("showing only some fields", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("makes of a kept bundle, without any server, a file that shows the temperature and not the price, and a stranger verifies it", async () => {
    const { text, salt, node } = await keptBundle();
    const folder = mkdtempSync(join(tmpdir(), "disclose-"));
    copyFileSync(join(await builtPages(), "verifier.html"), join(folder, "verifier.html"));
    const holder = await openPage(stage, { viewport: { width: 360, height: 740 } });
    await holder.page.goto(pathToFileURL(join(folder, "verifier.html")).href);
    await open(holder.page, "kept.json", text);
    await holder.page.getByRole("button", { name: "Show only some fields…" }).click();
    await holder.page.getByText("Made on this device, and nothing is sent").waitFor();
    expect(await holder.page.getByRole("button", { name: "Save the disclosure" }).isDisabled(), "nothing is chosen yet").to.equal(true);
    await holder.page.getByText("Each field in sensorElementList").click();
    const value = holder.page.getByRole("checkbox", { name: "/sensorElementList/0/sensorReport/0/value" });
    await value.check();
    const whole = holder.page.getByRole("checkbox", { name: /^sensorElementList/ });
    expect(await whole.evaluate((box: HTMLInputElement) => box.indeterminate), "partly shown").to.equal(true);
    await whole.check();
    expect(await value.isChecked()).to.equal(true);
    await holder.page.getByRole("checkbox", { name: /^bizStep/ }).check();
    await holder.page.getByText("4 fields are shown").waitFor();
    expect(await violationsOf(holder.page)).to.deep.equal([]);
    expect(await holder.page.evaluate(() => document.documentElement.scrollWidth)).to.equal(360);
    const disclosure = await saved(holder.page);
    expect(disclosure).to.include('"value": 2.5').and.not.include(PRICE).and.not.include(salt);
    expect(holder.requests.every((url) => url.startsWith("file:") || url.startsWith("data:"))).to.equal(true);
    await holder.page.close();

    const stranger = await openPage(stage, { answers: { "/rpc": node, "/api/.*": noServer } });
    await stranger.page.goto("/verify");
    await open(stranger.page, "part.json", disclosure);
    await stranger.page.getByLabel("Node to ask").fill(`${stranger.site.origin}/rpc`);
    await stranger.page.getByRole("button", { name: "Start the check" }).click();
    await stranger.page.locator("[data-overall]").waitFor();
    expect(await stranger.page.locator("[data-overall]").getAttribute("data-overall")).to.equal("verified");
    expect((await stranger.page.locator("main").innerText()).replaceAll(/\s+/g, " ")).to.include(
      "/sensorElementList/0/sensorReport/0/value 2.5",
    );
    await stranger.page.close();
  });

  it("takes one statement of a journey, and says so of a file that holds none", async () => {
    const { page } = await openPage(stage, { answers: { "/api/.*": noServer } });
    await page.goto("/verify");
    await open(page, "journey.json", textOf(stage.lettuce.bundle));
    await page.getByRole("button", { name: "Show only some fields…" }).click();
    const { chain, events } = stage.lettuce.bundle;
    const last = events.at(-1)!;
    await page.getByRole("combobox", { name: "Statement" }).fill(last.commitment.slice(0, 6));
    await page.getByRole("option").first().click();
    await page.getByRole("checkbox", { name: /^eventTime 2/ }).check();
    expect(JSON.parse(await saved(page))).to.deep.equal(JSON.parse(textOf(discloseFields({ ...last, chain }, ["/eventTime"]))));
    await open(page, "x.json", "{}");
    await page.getByRole("button", { name: "Show only some fields…" }).click();
    await page.getByText("Fields are shown of a bundle, and this file is none").waitFor();
    await page.close();
  });

  it("offers it with each statement of an event, and says that a public server hides nothing", async () => {
    const { page, complaints } = await openPage(stage);
    await page.goto(`/events/0x${"12".repeat(32)}`);
    await page.getByRole("button", { name: "Show only some fields…" }).first().click();
    await page.getByText("On this server nothing stays hidden").waitFor();
    await page.getByRole("checkbox", { name: /^bizStep/ }).check();
    const shown = JSON.parse(await saved(page)) as { fields: { pointer: string }[] };
    expect(shown.fields.map(({ pointer }) => pointer)).to.deep.equal(["", "/bizStep"]);
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });
});
