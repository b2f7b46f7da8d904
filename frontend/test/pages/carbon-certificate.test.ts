import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { nodeAnswer } from "../fixtures/credit-node.ts";
import { certificateAnswer, CREDIT_LOGS } from "../fixtures/credits.ts";
import { getStage, json, openPage, type Answer, type Stage } from "../support/browser.ts";
import { objectionsTo } from "../support/supplier.ts";

const { retirement } = certificateAnswer();

/** Steps of a check by their status. */
async function stepsOf(page: Page): Promise<Record<string, string | null>> {
  await page.locator("[data-certificate]").waitFor();
  const steps = await page.locator("[data-step]").all();
  return Object.fromEntries(
    await Promise.all(steps.map(async (step) => [await step.getAttribute("data-step"), await step.getAttribute("data-status")])),
  ) as Record<string, string | null>;
}

describe("the certificate of a retirement", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  const open = async (answers: Record<string, Answer> = {}) => {
    const opened = await openPage(stage, { answers, viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    await opened.page.goto(`/carbon/certificates/${retirement}`);
    return opened;
  };
  const check = (page: Page) => page.getByRole("button", { name: "Check in this browser" }).click();

  it("says how much was retired, in whose name and who verified it, and offers paper, file and command", async () => {
    const { page, complaints } = await open();
    await page.getByText("Plain Verifiers").first().waitFor();
    expect(await page.getByTestId("retired-grams").innerText()).to.equal("2 t of CO₂e");
    expect(await page.getByRole("link", { name: "Open as PDF" }).getAttribute("href")).to.match(/certificate\.pdf$/);
    expect(await page.getByRole("link", { name: "Save as JSON" }).getAttribute("href")).to.match(/\/certificate$/);
    await page.getByText(`npm run waybill -- certificate verify certificate-${retirement.slice(2, 10)}.json --rpc`).waitFor();
    await page.getByText("Corrected: “Of the shelves in Ohio alone”").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is found out where the chain knows nothing of it, step by step", async () => {
    const { page } = await open({ "/rpc": nodeAnswer(CREDIT_LOGS) });
    await check(page);
    expect(await stepsOf(page)).to.include({ schema: "passed", chain: "passed", name: "passed", retired: "failed", issued: "failed" });
    expect(await page.locator("[data-certificate]").getAttribute("data-certificate")).to.equal("failed");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("has another name as soon as one gram more is written on it", async () => {
    const forged = certificateAnswer({ grams: "2000001" });
    const { page } = await open({ "/rpc": nodeAnswer(CREDIT_LOGS), "/api/carbon/retirements/0x\\w+/certificate": json(forged) });
    await check(page);
    expect(await stepsOf(page)).to.include({ chain: "passed", name: "failed" });
    await page.close();
  });

  it("is not drawn where the service gives that of another retirement", async () => {
    const other = certificateAnswer({ retirement: `0x${"4e".repeat(32)}` as Hex32 });
    const { page } = await open({ "/api/carbon/retirements/0x\\w+/certificate": json(other) });
    await page.getByText("The service answered with the certificate of another retirement").waitFor();
    expect(await page.getByTestId("retired-grams").count()).to.equal(0);
    await page.close();
  });

  it("does not exist for a retirement that nobody made", async () => {
    const { page } = await open({ "/api/carbon/retirements/0x\\w+/certificate": (route) => route.fulfill({ status: 404, json: {} }) });
    await page.getByText("No retirement has this name.").waitFor();
    await page.close();
  });
});
