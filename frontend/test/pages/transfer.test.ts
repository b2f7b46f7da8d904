import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { expect } from "chai";
import { decodeFunctionData, parseTransaction, type Hex, type TransactionSerializedEIP1559 } from "viem";
import { BATCH, TOKEN } from "../../../protocol/test/support/credit-logs.ts";
import { payingNode, SENT_HASH as HASH, WELL, type NodeAnswers } from "../fixtures/paying-node.ts";
import { actorAnswers } from "../fixtures/views.ts";
import { getStage, json, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const MARKET = "0x00000000000000000000000000000000000000A2";

describe("passing grams on", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  async function open(answers: NodeAnswers, isSilent = () => false) {
    const raws: Hex[] = [];
    const [actor] = actorAnswers(stage.lettuce);
    const party = { account: MARKET, name: "Corner Market", gln: null, country: null };
    const registered = { ...actor, account: MARKET, party, registeredAt: "2026-04-01T00:00:00Z", revokedAt: null };
    const visit = await openSupplier(stage, {
      "/rpc": (route) => (isSilent() ? route.abort() : payingNode(answers, raws)(route)),
      "/api/actors": json({ items: [registered], next: null }),
      [`/api/actors/${MARKET}`]: json(registered),
    });
    await connect(visit.page, "/supplier/grams");
    await visit.page.getByRole("link", { name: "Pass on grams of batch" }).click();
    await visit.page.getByRole("textbox", { name: "How much" }).fill("2.5");
    await visit.page.getByRole("combobox", { name: "To whom" }).fill("corner");
    await visit.page.getByRole("option", { name: "Corner Market" }).click();
    await visit.page.getByRole("button", { name: "See what it means" }).click();
    return { ...visit, raws };
  }

  it("says what moves, what remains and what it costs, and is sent by the holder's own wallet", async () => {
    const { page, raws, complaints } = await open(WELL);
    await page.getByText("2.5 kg of CO₂e that were saved in 2026 move from your account to Corner Market.").waitFor();
    expect(await page.getByTestId("remains").innerText()).to.equal("9.725894 t of the 9.728394 t that you hold of this issuance");
    await page.getByText("about 60,000 gwei, paid by your account").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.waitForURL(`**/supplier/transfer/${HASH}`);
    await page.locator("[data-testid=sent][data-state=final]").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    const { to, data } = parseTransaction(raws[0] as TransactionSerializedEIP1559);
    expect(to?.toLowerCase()).to.equal(TOKEN.toLowerCase());
    const { functionName, args } = decodeFunctionData({ abi: carbonTokenAbi, data: data ?? "0x" });
    expect([functionName, args]).to.deep.equal(["safeTransferFrom", [ACCOUNT, MARKET, BigInt(BATCH), 2_500n, "0x"]]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is not offered to the wallet where the contract would refuse it, or nothing is there for the fee", async () => {
    const paused = await open({ ...WELL, eth_estimateGas: new Error("execution reverted: EnforcedPause()") });
    await paused.page.getByText("execution reverted: EnforcedPause()").waitFor();
    expect(await paused.page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
    expect(await objectionsTo(paused.page)).to.deep.equal([]);
    await paused.page.close();
    const { page } = await open({ ...WELL, eth_getBalance: "0x1" });
    await page.getByText("Your account has too little ether for the fee").waitFor();
    expect(await page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
    await page.close();
  });

  it("asks a node again that did not answer, and does not take its silence for a refusal", async () => {
    let isSilent = true;
    const { page } = await open(WELL, () => isSilent);
    await page.getByText("The node did not say what this costs").waitFor();
    await page.getByText(/^the node at .* does not answer$/).waitFor();
    expect(await page.getByText("The contract would not do this now").count()).to.equal(0);
    expect(await page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    isSilent = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Send with my wallet" }).waitFor();
    await page.close();
  });

  it("says so when the chain refused it after all", async () => {
    const { page } = await open({ ...WELL, eth_getTransactionReceipt: { status: "0x0", blockNumber: "0x4" } });
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByText("The contract refused it").waitFor();
    expect(await page.getByTestId("milestone-included").getAttribute("data-state")).to.equal("failed");
    await page.close();
  });
});
