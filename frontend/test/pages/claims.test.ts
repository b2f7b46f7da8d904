import { issueTypedData, type IssueMessage } from "@waybill/protocol/typed-data/carbon";
import { endClaimTypedData, orderIssueTypedData } from "@waybill/protocol/typed-data/claim-acts";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { CarbonRights } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { recoverTypedDataAddress, type Hex } from "viem";
import { TOKEN } from "../../../protocol/test/support/credit-logs.ts";
import { CLAIM_ID, claimAnswer, OTHER_EVIDENCE, summaryOf } from "../fixtures/claims.ts";
import { creditBatchAnswer, rightsAnswer } from "../fixtures/credits.ts";
import { configOf } from "../fixtures/system.ts";
import { getStage, json, openPage, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

interface Sent {
  act: string;
  body: { deadline: number; signature: Hex; reason?: string; issuer?: string };
}

const SOMEBODY = "0x00000000000000000000000000000000000000a1";

describe("claims to savings", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });
  const chain = () => ({ chainId: configOf(stage.lettuce.chain).chain.id, token: TOKEN });

  /** The connected account looks at a claim; the service takes one act and answers the claim in its next state. */
  async function look(claim: ClaimView, next: Partial<ClaimView> = {}, rights: Partial<CarbonRights> = {}) {
    const sent: Sent[] = [];
    const visit = await openSupplier(stage, {
      "/api/carbon/claims": (route) => {
        const query = new URL(route.request().url()).searchParams;
        const isListed = query.get("verifier") === ACCOUNT && query.get("state") === "submitted";
        return json({ items: isListed ? [summaryOf(claim)] : [], next: null })(route);
      },
      [`/api/carbon/accounts/${ACCOUNT}/rights`]: json(rightsAnswer(rights)),
      [`/api/carbon/claims/${CLAIM_ID}`]: json(claim),
      [`/api/carbon/claims/${CLAIM_ID}/\\w+`]: async (route) => {
        const act = new URL(route.request().url()).pathname.split("/").pop() ?? "";
        sent.push({ act, body: route.request().postDataJSON() as Sent["body"] });
        await route.fulfill({ json: { ...claim, ...next } });
      },
    });
    return { ...visit, sent };
  }
  const signerOf = (typedData: object, [one]: Sent[]) =>
    recoverTypedDataAddress({ ...typedData, signature: one?.body.signature ?? "0x" } as never);
  const sign = async (page: Awaited<ReturnType<typeof look>>["page"], button: string) => {
    await page.getByRole("button", { name: button }).click();
    await page.getByTestId("demo-wallet-sign").click();
  };

  it("wait in the inbox of their verifier, who sees both footprints and the evidence beside each other and signs the terms themselves", async () => {
    const claim = claimAnswer(ACCOUNT);
    const { page, sent, complaints } = await look(claim, { state: "verified" });
    await connect(page, "/supplier/claims");
    await page.getByRole("region", { name: "You are asked to verify" }).first().getByText("Green Valley Farm").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("link", { name: "Saving of 2026" }).click();
    const row = page.locator("[data-claimed=true]");
    expect(await row.innerText())
      .to.include("by road, 400 km")
      .and.include("by rail, 400 km")
      .and.include("Claimed");
    await page.getByRole("tab", { name: "Evidence (1)" }).click();
    await page.getByRole("tabpanel").getByRole("link", { name: "listeria-report.txt" }).waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Verify the claim" }).click();
    await page.getByText("stand behind").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await sign(page, "Sign the verification");
    await page.getByText("The claim is verified").waitFor();
    const { firstSerial, lastSerial, ...terms } = claim.terms;
    const serials = { firstSerial: BigInt(firstSerial), lastSerial: BigInt(lastSerial) };
    const message = { ...terms, ...serials, deadline: sent[0]?.body.deadline } as IssueMessage;
    expect(sent[0]?.act).to.equal("verify");
    expect(await signerOf(issueTypedData(chain(), message), sent)).to.equal(ACCOUNT);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("are rejected with a reason, and without one nothing is signed", async () => {
    const { page, sent } = await look(claimAnswer(ACCOUNT), { state: "rejected" });
    await connect(page, `/supplier/claims/${CLAIM_ID}`);
    await page.getByRole("button", { name: "Reject the claim" }).click();
    await page.getByRole("button", { name: "Sign the rejection" }).click();
    await page.getByText("Give a reason in a few words.").waitFor();
    await page.getByLabel("Reason").fill("The fuel receipts are of another month.");
    await sign(page, "Sign the rejection");
    await page.getByText("The claim is rejected").waitFor();
    const { deadline = 0, reason = "" } = sent[0]?.body ?? {};
    expect([sent.length, reason]).to.deep.equal([1, "The fuel receipts are of another month."]);
    const typedData = endClaimTypedData(chain(), { claim: CLAIM_ID, account: ACCOUNT as Address, reason, deadline });
    expect(await signerOf(typedData, sent)).to.equal(ACCOUNT);
    await page.close();
  });

  it("cannot be verified where the terms are of other evidence than is shown", async () => {
    const claim = claimAnswer(ACCOUNT);
    const terms = { ...claim.terms, saving: { ...claim.terms.saving, evidence: OTHER_EVIDENCE } };
    const { page } = await look({ ...claim, terms });
    await connect(page, `/supplier/claims/${CLAIM_ID}`);
    await page.getByText("The terms are not of what is shown here").waitFor();
    expect(await page.getByRole("button", { name: "Verify the claim" }).isDisabled()).to.equal(true);
    expect(await page.getByRole("button", { name: "Reject the claim" }).isDisabled()).to.equal(false);
    await page.close();
  });

  it("are ordered by an issuer, over the very verification", async () => {
    const digest = `0x${"d1".repeat(32)}` as Hex32;
    const verification = { deadline: 1_900_000_000, signature: `0x${"1b".repeat(65)}` as Hex, digest };
    const claim = claimAnswer(SOMEBODY, { state: "verified", verification });
    const { page, sent } = await look(claim, { state: "issuing" }, { mayIssue: true });
    await connect(page, `/supplier/claims/${CLAIM_ID}`);
    await page.getByRole("button", { name: "Order the grams" }).click();
    await sign(page, "Sign the order");
    await page.getByText("The order is accepted and on its way to the chain").waitFor();
    const deadline = sent[0]?.body.deadline ?? 0;
    const typedData = orderIssueTypedData(chain(), { claim: CLAIM_ID, issuer: ACCOUNT as Address, verification: digest, deadline });
    expect(await signerOf(typedData, sent)).to.equal(ACCOUNT);
    await page.close();
  });

  it("are ordered by nobody whom the permission table does not let issue", async () => {
    const { page } = await look(claimAnswer(SOMEBODY, { state: "verified" }));
    const asked = page.waitForResponse(`**/api/carbon/accounts/${ACCOUNT}/rights`);
    await connect(page, `/supplier/claims/${CLAIM_ID}`);
    await asked;
    await page.getByText("Verified, waits for an issuer").first().waitFor();
    expect(await page.getByRole("button", { name: "Order the grams" }).count()).to.equal(0);
    await page.close();
  });

  it("show their verifier the trip of another claim that may be the same, beside their own", async () => {
    const claim = claimAnswer(ACCOUNT);
    const [own] = claim.actual.footprint.elements;
    if (own?.kind !== "transport") throw new Error("the lettuce was carried");
    const { subject, to, departedAt, arrivedAt } = own;
    const from = { gln: null, name: "Siding 4", latitudeMicrodegrees: null, longitudeMicrodegrees: null };
    const other = { element: own.id, claim: "B".repeat(22), subject, from, to, departedAt, arrivedAt };
    const { page } = await look({ ...claim, resemblances: [other] });
    await connect(page, `/supplier/claims/${CLAIM_ID}`);
    await page.getByText("Another claim may be of the same trip").waitFor();
    const row = page.getByRole("table", { name: "Transports that may be one" }).getByRole("row").last();
    expect(await row.getByText(/^Siding 4 to /).count()).to.equal(1);
    expect(await row.getByRole("link", { name: "Open the other claim" }).getAttribute("href")).to.equal(`./${"B".repeat(22)}`);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  for (const [title, cancelled, deficit, word] of [
    ["in part", "617284", "100", "Partly cancelled"],
    ["as a whole", "617284", "11728394", "Cancelled"],
  ] as const) {
    it(`say that their saving was cancelled ${title}, with the deficit`, async () => {
      const { accounts } = creditBatchAnswer();
      const claim = claimAnswer(SOMEBODY, { state: "issued", accounts: { ...accounts, buffer: "0", cancelled, deficit } });
      const { page } = await openPage(stage, { answers: { [`/api/carbon/claims/${CLAIM_ID}`]: json(claim) } });
      await page.goto(`/carbon/claims/${CLAIM_ID}`);
      await page.locator("main").getByText(word, { exact: true }).first().waitFor();
      await page.getByText(`Deficit ${formatGrams(BigInt(deficit))}: for so many of the grams held`).waitFor();
      await page.getByRole("complementary", { name: "Evidence" }).getByRole("link", { name: "listeria-report.txt" }).waitFor();
      expect(await objectionsTo(page)).to.deep.equal([]);
      await page.close();
    });
  }

  it("show how full a vehicle would have been, and that the claimant typed it", async () => {
    const claim = claimAnswer(SOMEBODY);
    const typed = { loadPercent: 1, emptyPercent: 1_000 };
    const { footprint, hash } = claim.baseline;
    const elements = footprint.elements.map((element) =>
      element.kind === "transport" && element.calculation.data === "default"
        ? { ...element, calculation: { data: "modelled" as const, factor: element.calculation.factor, ...typed } }
        : element,
    );
    const shown = {
      ...claim,
      ...{ changes: claim.changes.map((change) => ({ ...change, ...typed })), baseline: { hash, footprint: { ...footprint, elements } } },
    };
    const answers = { [`/api/carbon/claims/${CLAIM_ID}`]: json(shown) };
    const { page } = await openPage(stage, { answers, viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    await page.goto(`/carbon/claims/${CLAIM_ID}`);
    const row = page.locator("[data-claimed=true]");
    expect((await row.innerText()).match(/1 % full.*/g)).to.deep.equal([
      "1 % full, 1,000 empty km for every 100 laden. The claimant typed this load.",
    ]);
    expect(await objectionsTo(page)).to.deep.equal([]);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).first().click()]);
    const { data } = Papa.parse<Record<string, string>>(readFileSync(await file.path(), "utf8"), { header: true });
    expect(data[0]).to.include({ baseline_load_percent: "1", baseline_empty_percent: "1000", baseline_load_typed: "yes" });
    expect(data[0]).to.include({ actual_load_percent: "", actual_empty_percent: "", baseline_distance_typed: "yes" });
    await page.close();
  });

  it("can be read by everybody, who is offered nothing to sign", async () => {
    const answers = { [`/api/carbon/claims/${CLAIM_ID}`]: json(claimAnswer(SOMEBODY)) };
    const { page, complaints } = await openPage(stage, { answers, viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    await page.goto(`/carbon/claims/${CLAIM_ID}`);
    await page.getByText("Submitted", { exact: true }).waitFor();
    expect(await page.locator("#acts").count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(360);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });
});
