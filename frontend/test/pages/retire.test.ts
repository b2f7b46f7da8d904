import type { RetirementTerms } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { retireTypedData } from "@waybill/protocol/typed-data/carbon";
import { expect } from "chai";
import { recoverTypedDataAddress, zeroHash, type Hex } from "viem";
import { TOKEN } from "../../../protocol/test/support/credit-logs.ts";
import { certificateAnswer, REQUEST_DIGEST, requestAnswer } from "../fixtures/credits.ts";
import { senderOf } from "../fixtures/engine.ts";
import { configOf } from "../fixtures/system.ts";
import { getStage, json, type Answer, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const PREVIEW = { sentences: [], heldBefore: "9728394", heldAfter: "9726894", nonce: 3, deadline: 4_000_000_000 };
const TYPED_DATA = { domain: {}, types: {}, primaryType: "Retire", message: {} };
const REQUEST = `/api/carbon/retirement-requests/${REQUEST_DIGEST}`;

describe("retiring grams", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  async function open(answers: Record<string, Answer> = {}, path = "/supplier/retire") {
    const posted: Record<string, unknown>[] = [];
    const note: (answer: Answer) => Answer = (answer) => async (route) => {
      posted.push(route.request().postDataJSON() as Record<string, unknown>);
      await answer(route);
    };
    const visit = await openSupplier(stage, {
      "/api/carbon/retirements/preview": note(json({ ...PREVIEW, typedData: TYPED_DATA })),
      [REQUEST]: json(requestAnswer(ACCOUNT)),
      ...answers,
    });
    await visit.page.route("**/api/carbon/retirements", (route) =>
      route.request().method() === "POST" ? note(json(requestAnswer(ACCOUNT)))(route) : route.fallback(),
    );
    await connect(visit.page, path);
    return { ...visit, posted };
  }

  it("shows what is gone and what remains, has exactly that signed, and leads to the certificate", async () => {
    const { retirement } = certificateAnswer();
    const done = requestAnswer(ACCOUNT, { state: "final", finality: "final", retirement });
    const { page, posted, complaints } = await open({ [REQUEST]: json(done) }, "/supplier/grams");
    await page.getByRole("link", { name: "Retire grams of batch" }).click();
    await page.getByRole("textbox", { name: "How much" }).fill("1,5");
    await page.getByLabel("For what, in your words").fill("Order 4711");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByTestId("gone").waitFor();
    expect(await page.getByTestId("gone").innerText()).to.equal("1.5 kg");
    expect(await page.getByTestId("remains").innerText()).to.equal("9.726894 t of the 9.728394 t that you hold of this issuance");
    await page.getByText("The certificate will say: 1.5 kg of CO₂e that were saved in 2026 are retired in the name of").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Sign and retire" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("link", { name: "Open the certificate" }).waitFor();
    expect(await page.getByTestId("milestone-final").getAttribute("data-state")).to.equal("done");
    expect(await objectionsTo(page)).to.deep.equal([]);

    const [terms, sent] = posted as [RetirementTerms, RetirementTerms & { signature: Hex }];
    expect(terms).to.include({ holder: ACCOUNT, beneficiary: ACCOUNT, grams: "1500", note: "Order 4711", shipment: null, country: null });
    const message = {
      ...{ holder: ACCOUNT as Address, id: BigInt(terms.batch), amount: 1_500n, note: "Order 4711", nonce: 3n, deadline: 4_000_000_000 },
      claim: { beneficiary: ACCOUNT as Address, shipment: zeroHash as Hex32, periodStart: 0, periodEnd: 0, country: "0x0000" as const },
    };
    const typedData = retireTypedData({ chainId: configOf(stage.lettuce.chain).chain.id, token: TOKEN }, message);
    expect(await recoverTypedDataAddress({ ...typedData, signature: sent.signature } as never)).to.equal(ACCOUNT);

    await page.getByRole("link", { name: "Open the certificate" }).click();
    await page.getByTestId("retired-grams").waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("asks nobody for what makes no sense: more than is held, half a period, a name of nobody", async () => {
    const { page, posted } = await open();
    await page.getByRole("textbox", { name: "How much" }).fill("10");
    await page.getByRole("combobox", { name: "Unit" }).click();
    await page.getByRole("option", { name: "t", exact: true }).click();
    await page.getByRole("combobox", { name: "In whose name" }).fill("");
    await page.getByText("For a shipment, a time or a country").click();
    await page.getByLabel("From the day").fill("2026-02-01");
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByText("That is more than there is: at most 9.728394 t.").waitFor();
    await page.getByText("Say in whose name.").waitFor();
    await page.getByText("Give both days, or none.").waitFor();
    await page.getByText("A shipment is made good in your own name only.").waitFor();
    await page.getByLabel("To the day").fill("2046-02-01");
    await page.getByText("The time ends more than a year from now.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(posted).to.deep.equal([]);
    await page.close();
  });

  it("tells in plain words why the service refuses, and signs nothing", async () => {
    const refusal = {
      ...{
        type: "about:blank",
        title: "Not so many grams of this batch have a saving behind them any more.",
        status: 409,
        retryable: false,
      },
      ...{ detail: "Only 900 g of this batch have a saving behind them.", code: "credits.not-backed", traceId: "t" },
    };
    const { page, posted } = await open({
      "/api/carbon/retirements/preview": (route) => route.fulfill({ status: 409, contentType: "application/problem+json", json: refusal }),
    });
    await page.getByRole("button", { name: "All of it: 9.728394 t" }).click();
    await page.getByRole("button", { name: "See what it means" }).click();
    await page.getByText("Only 900 g of this batch have a saving behind them.").waitFor();
    expect(await page.getByRole("button", { name: "Sign and retire" }).count()).to.equal(0);
    expect(posted).to.deep.equal([]);
    await page.close();
  });

  it("says what holds a signed retirement up, when its deadline has passed, and when it came to nothing", async () => {
    const halted = { ...senderOf(stage.lettuce.chain), reason: "The account that pays has no ether left." };
    const registrar = { ...halted, roles: ["registrar"], reason: "The registrar has no ether left." };
    const answers = { "/api/chain/senders": json({ items: [registrar, halted], next: null }) };
    const path = `/supplier/retire/${REQUEST_DIGEST}`;
    const { page } = await open(answers, path);
    await page.getByText("The account that pays has no ether left.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.route(`**${REQUEST}`, json(requestAnswer(ACCOUNT, { deadline: 1_700_000_000 })));
    await page.reload();
    await page.getByText("The deadline of this signature has passed").waitFor();
    await page.route(`**${REQUEST}`, json(requestAnswer(ACCOUNT, { state: "failed", reason: "The contract refused it." })));
    await page.reload();
    await page.getByText("The contract refused it.").waitFor();
    expect(await page.getByTestId("milestone-sent").getAttribute("data-state")).to.equal("failed");
    expect(await page.getByRole("link", { name: "Open the certificate" }).count()).to.equal(0);
    const back = {
      retirement: certificateAnswer().retirement,
      transactionHash: certificateAnswer().transactionHash,
      finality: "included",
    } as const;
    await page.route(`**${REQUEST}`, json(requestAnswer(ACCOUNT, { state: "failed", reason: "Its block was undone.", ...back })));
    await page.reload();
    await page.getByRole("link", { name: "Open the certificate" }).waitFor();
    expect(await page.getByText("Nothing was retired").count()).to.equal(0);
    expect(await page.getByTestId("milestone-included").getAttribute("data-state")).to.equal("done");
    await page.close();
  });
});
