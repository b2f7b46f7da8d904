import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { reasonFileName, reasonHashOf } from "@waybill/protocol/claims/cancellation-reason";
import { reversalView } from "@waybill/protocol/schemas/api/credits";
import { expect } from "chai";
import { decodeFunctionData, parseTransaction, type Hex, type TransactionSerializedEIP1559 } from "viem";
import { BATCH } from "../../../protocol/test/support/credit-logs.ts";
import { creditBatchAnswer, portfolioAnswer, rightsAnswer } from "../fixtures/credits.ts";
import { REPORT_CID, reportDocument } from "../fixtures/documents.ts";
import { payingNode, SENT_HASH, WELL } from "../fixtures/paying-node.ts";
import { getStage, json, openPage, type Answer, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const REASON = "The lorry went all the same.";
const sentBy = (raw: Hex | undefined) =>
  decodeFunctionData({ abi: carbonTokenAbi, data: parseTransaction(raw as TransactionSerializedEIP1559).data ?? "0x" });

describe("taking a saving back", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  async function open(others: Record<string, Answer>) {
    const raws: Hex[] = [];
    return { ...(await openSupplier(stage, { "/rpc": payingNode(WELL, raws), ...others })), raws };
  }

  it("is an issuer's: it says what the buffer covers, publishes the reason, and puts its hash on chain", async () => {
    const kept: { name: string | null; text: string | null }[] = [];
    const keep: Answer = async (route) => {
      if (route.request().method() === "GET") return json({ items: [], next: null })(route);
      const name = new URL(route.request().url()).searchParams.get("name");
      kept.push({ name, text: route.request().postData() });
      await route.fulfill({ status: 201, json: { ...reportDocument(), name } });
    };
    const rights = { [`/api/carbon/accounts/${ACCOUNT}/rights`]: json(rightsAnswer({ mayIssue: true, mayCancel: true })) };
    const { page, raws, complaints } = await open({ ...rights, "/api/documents": keep });
    await connect(page, "/supplier/grams");
    await page.getByRole("link", { name: "Cancel grams" }).click();
    await page.getByRole("link", { name: "Cancel grams of batch" }).click();
    await page.getByRole("textbox", { name: "How much of the saving" }).fill("700");
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByText("Give the reason in a few words.").waitFor();
    await page.getByRole("textbox", { name: "Why" }).fill(REASON);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByText("The buffer covers 617.284 kg. 82.716 kg become a public deficit").waitFor();
    await page.getByText("617.284 kg before, 0 g after").waitFor();
    await page.getByText("about 60,000 gwei, paid by your account").waitFor();
    expect(await page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Publish the reason" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.waitForURL(`**/supplier/cancel/${SENT_HASH}`);
    await page.locator("[data-testid=sent][data-state=final]").waitFor();
    const hash = reasonHashOf(REASON);
    expect(kept).to.deep.equal([{ name: reasonFileName(hash), text: REASON }]);
    expect(sentBy(raws[0])).to.deep.equal({ functionName: "cancel", args: [BigInt(BATCH), 700_000n, hash] });
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is not offered to whom the contract would refuse it", async () => {
    const { page } = await open({});
    await connect(page, `/supplier/cancel?batch=${BATCH}`);
    await page.getByText("Your account may not cancel grams").waitFor();
    expect(await page.getByRole("textbox").count()).to.equal(0);
    await page.close();
  });

  it("is made good by a holder, with no more than is missing", async () => {
    const [line] = portfolioAnswer().batches;
    const missing = portfolioAnswer({ batches: [{ ...line!, cancelled: "617284", deficit: "82716" }] });
    const { page, raws } = await open({ "/api/carbon/accounts/0x\\w+": json(missing) });
    await connect(page, "/supplier/grams");
    await page.getByRole("link", { name: "Surrender grams of batch" }).click();
    await page.getByRole("textbox", { name: "How much" }).fill("83");
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByText("That is more than there is: at most 82.716 kg.").waitFor();
    await page.getByRole("button", { name: "All of it: 82.716 kg" }).click();
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByText("82.716 kg before, 0 g after").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.waitForURL(`**/supplier/surrender/${SENT_HASH}`);
    expect(sentBy(raws[0])).to.deep.equal({ functionName: "surrender", args: [BigInt(BATCH), 82_716n] });
    await page.close();
  });

  it("is told on the batch's page with its reason, whose hash the reader's browser computes", async () => {
    const { accounts, ...batch } = creditBatchAnswer();
    const reversed = { ...batch, accounts: { ...accounts, buffer: "0", cancelled: "617284", deficit: "82716" } };
    const cancelled = {
      ...{ kind: "cancelled", batch: BATCH, grams: "700000", fromBuffer: "617284", uncovered: "82716", holder: null },
      ...{ reasonHash: reasonHashOf(REASON), reason: { text: REASON, document: REPORT_CID, publishedBy: batch.verifier } },
      ...{ at: "2026-11-22T10:00:00.000Z", transactionHash: `0x${"7b".repeat(32)}`, blockNumber: 5, finality: "final" },
    };
    const other = { ...cancelled, reasonHash: `0x${"0f".repeat(32)}`, transactionHash: `0x${"7d".repeat(32)}` };
    const answers = {
      "/api/carbon/batches/0x[0-9a-f]+": json(reversed),
      "/api/carbon/reversals": json({ items: [reversalView.parse(cancelled), reversalView.parse(other)], next: null }),
    };
    const { page } = await openPage(stage, { answers, viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    await page.goto(`/carbon/batches/${BATCH}`);
    await page.getByText("Partly cancelled: 700 kg of 12.345678 t").waitFor();
    await page.getByText("Its hash is the one on the chain").waitFor();
    await page.getByText("Its hash is not the one on the chain").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });
});
