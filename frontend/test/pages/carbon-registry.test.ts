import { expect } from "chai";
import type { Page } from "playwright-core";
import { BATCH, blockHash, retired } from "../../../protocol/test/support/credit-logs.ts";
import { conservationAnswer, creditBatchAnswer, CREDIT_LOGS, CREDITS_BLOCK, portfolioAnswer } from "../fixtures/credits.ts";
import { nodeAnswer } from "../fixtures/credit-node.ts";
import { startStream } from "../fixtures/stream.ts";
import { configOf } from "../fixtures/system.ts";
import { getStage, json, openPage, type Answer, type Stage } from "../support/browser.ts";
import { objectionsTo } from "../support/supplier.ts";

const NODE = "/rpc";

async function outcomeOf(page: Page): Promise<string | null> {
  const outcome = page.locator("[data-recount]");
  await outcome.waitFor();
  return outcome.getAttribute("data-recount");
}

describe("the carbon registry", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  const open = async (answers: Record<string, Answer> = {}) => {
    const opened = await openPage(stage, { answers, viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    await opened.page.goto("/carbon");
    await opened.page.getByText("Adds up, says the service").waitFor();
    return opened;
  };
  const addUp = (page: Page) => page.getByRole("button", { name: "Add up in this browser" }).click();

  it("shows each account with all its grams, and claims no more than that the service says so", async () => {
    const { page, complaints } = await open();
    const shown = await page.locator("[data-account]").allInnerTexts();
    expect(shown.map((text) => text.replaceAll("\n", " ").replace(/ +/g, " ")).slice(0, 3)).to.deep.equal([
      "HELD 9.728394 t",
      "+ BUFFER 617.284 kg",
      "= ISSUED 12.345678 t",
    ]);
    expect(await page.locator('#law [data-tone="passed"]').count()).to.equal(0);
    await page.getByRole("row").filter({ hasText: "Salad on our shelves" }).getByText("Corner Market").waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is added up in the browser from the logs of the reader's node, and found equal", async () => {
    const { page, complaints, requests } = await open({ [NODE]: nodeAnswer(CREDIT_LOGS) });
    await addUp(page);
    expect(await outcomeOf(page)).to.equal("equal");
    await page.getByText(`4 entries of the chain’s log up to block ${CREDITS_BLOCK}, of one batch`).waitFor();
    expect(requests.some((url) => url.endsWith(NODE))).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(360);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("counts a batch by itself as soon as it is opened, by the node that was chosen before", async () => {
    const { accounts } = creditBatchAnswer();
    const batch = { ...creditBatchAnswer(), accounts: { ...accounts, retired: "2000001" } };
    const { page } = await open({ [NODE]: nodeAnswer(CREDIT_LOGS), "/api/carbon/batches/0x[0-9a-f]+": json(batch) });
    await addUp(page);
    expect(await outcomeOf(page)).to.equal("equal");
    await page.goto(`/carbon/batches/${BATCH}`);
    const claim = page.getByRole("link", { name: "The claim: both footprints, side by side, and the evidence" });
    expect(await claim.getAttribute("href")).to.equal("/carbon/claims/01977f3e-1c5a-7000-8000-00000000c1a1");
    expect(await outcomeOf(page)).to.equal("otherwise");
    await page.getByText("Retired: the service told 2.000001 t, your node 2 t.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("is shown with new sums as soon as the stream tells of grams, and those of before no longer count as added up", async () => {
    const stream = startStream();
    let answer = conservationAnswer();
    const { page } = await open({
      [NODE]: nodeAnswer(CREDIT_LOGS),
      "/api/stream": stream.answer,
      "/api/carbon/conservation": (route) => json(answer)(route),
    });
    await addUp(page);
    expect(await outcomeOf(page)).to.equal("equal");
    const { accounts } = answer;
    answer = conservationAnswer({ accounts: { ...accounts, held: "9728395", issued: "12345679" } });
    stream.send(`event: credits\ndata: {"batch":"${BATCH}"}\n\n`);
    await page.locator("[data-account]").getByText("9.728395 t").waitFor();
    await page.locator('[data-recount="otherwise"]').waitFor();
    stream.stop();
    await page.close();
  });

  it("is found out where the service tells other sums than the chain", async () => {
    const { accounts } = conservationAnswer();
    const told = conservationAnswer({ accounts: { ...accounts, held: "9728395", issued: "12345679" } });
    const { page } = await open({ [NODE]: nodeAnswer(CREDIT_LOGS), "/api/carbon/conservation": json(told) });
    await addUp(page);
    expect(await outcomeOf(page)).to.equal("otherwise");
    await page.getByText("Held: the service told 9.728395 t, your node 9.728394 t.").waitFor();
    await page.close();
  });

  it("breaks the law where more was retired than left the accounts", async () => {
    const { page } = await open({ [NODE]: nodeAnswer([...CREDIT_LOGS, retired(BATCH, 1n)]) });
    await addUp(page);
    expect(await outcomeOf(page)).to.equal("unlawful");
    expect(await page.locator("#recount").getByRole("row").filter({ hasText: "no" }).count()).to.be.greaterThan(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("says that nothing can be decided where the node is of another chain or knows another block", async () => {
    const { page } = await open({ [NODE]: nodeAnswer(CREDIT_LOGS, 5) });
    await addUp(page);
    await page.getByText(`this node is of chain 5, not of chain ${configOf(stage.lettuce.chain).chain.id}`).waitFor();
    expect(await page.locator("[data-recount]").count()).to.equal(0);
    await page.close();
    const block = { number: CREDITS_BLOCK, hash: blockHash(7) };
    const other = await open({ [NODE]: nodeAnswer(CREDIT_LOGS), "/api/carbon/conservation": json(conservationAnswer({ block })) });
    await addUp(other.page);
    await other.page.getByText("this node knows another block 5 than the service").waitFor();
    await other.page.close();
  });

  it("shows what an account has and had, and that what was issued to it is not all made good", async () => {
    const answers = { "/api/carbon/accounts/0x\\w+": json(portfolioAnswer({ deficit: "12001" })) };
    const { page } = await openPage(stage, { answers });
    await page.goto(`/carbon/accounts/${portfolioAnswer().account.account}`);
    await page.getByText("A saving of 12.001 kg was called off and is not made good").waitFor();
    expect(await page.locator("[data-tile=held]").innerText()).to.include("9.728394 t");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("asks no node whose address is none", async () => {
    const { page, requests } = await open();
    await page.getByLabel("Node to ask").fill("my node");
    await addUp(page);
    await page.locator("#recount [aria-invalid=true]").waitFor();
    expect(requests.filter((url) => url.endsWith(NODE))).to.deep.equal([]);
    await page.close();
  });
});
