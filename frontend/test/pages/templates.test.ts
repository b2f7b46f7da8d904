import { expect } from "chai";
import type { Page } from "playwright-core";
import { profilesOf } from "@waybill/protocol/templates/templates";
import { eventAnswer } from "../fixtures/views.ts";
import { getStage, json, openPage, type Stage } from "../support/browser.ts";
import { connect, objectionsTo, openSupplier } from "../support/supplier.ts";

async function pickTemplate(page: Page, title: string): Promise<void> {
  await page.getByLabel("Template", { exact: true }).click();
  await page.getByRole("option", { name: title }).click();
}

describe("a supplier who starts from a template", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("sees which data elements of FSMA 204 shipping are given and missing, and signs all of them", async () => {
    const { page, service, complaints } = await openSupplier(stage);
    await connect(page);
    await pickTemplate(page, "FSMA 204 shipping");
    const progress = page.getByTestId("profile-fsma204-shipping");
    await progress.getByText("Who receives it next: missing.").waitFor();
    expect(await page.getByRole("radio", { name: "Shipped" }).isChecked()).to.equal(true);
    await page.getByLabel("Add a product").fill("https://id.gs1.org/01/10860009999920/10/TPL-1");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByLabel("Quantity").fill("25");
    for (const label of ["Place", "Going to", "The place that gave the lot its code"]) {
      await page.getByLabel(label, { exact: label === "Place" }).fill("0860009998018");
      await page.getByRole("option", { name: "0860009998018" }).click();
    }
    await progress.getByText("FSMA 204 shipping: 7 of 8 data elements").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Add an order or document" }).click();
    await page.getByLabel("Number", { exact: true }).fill("urn:example:bol:7");
    await progress.getByText("Has all data elements of FSMA 204 shipping: 8 of 8").waitFor();
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.getByRole("button", { name: "Sign the statement" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.waitForURL(/\/supplier\/events\/0x/);
    expect(service.bodies[0]).to.include('"kde:traceabilityLotCodeSource":"https://id.gs1.org/414/0860009998018"');
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is told when a geolocation has too few decimals, and may leave the template by choosing another happening", async () => {
    const { page } = await openSupplier(stage);
    await page.goto("/supplier/events/new");
    await pickTemplate(page, "EUDR production with geolocation");
    await page.getByLabel("The geolocation of every plot").fill("-3.46,-62.21");
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.getByText("One plot a line: latitude,longitude with six decimals, or").first().waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("The geolocation of every plot").fill("-3.465305,-62.215881");
    await page.getByText("The geolocation of every plot: given").waitFor();
    await page.getByRole("radio", { name: "Stored" }).click();
    expect(await page.getByText("What does the rule ask besides?").count()).to.equal(0);
    await page.close();
  });

  it("leads to an event's page that says which sets of data elements are complete, and what the others lack", async () => {
    const kde = {
      "@context": [],
      type: "ObjectEvent",
      bizStep: "shipping",
      "kde:traceabilityLotCodeSource": "https://id.gs1.org/414/0860009999992",
    };
    const event = {
      ...kde,
      eventTime: "2026-04-19T13:35:18-05:00",
      readPoint: { id: "https://id.gs1.org/414/0860009999992" },
      quantityList: [{ epcClass: "https://id.gs1.org/01/00860009999923/10/ABC1234", quantity: 25 }],
      destinationList: [{ type: "location", destination: "https://id.gs1.org/414/0860009998018" }],
      bizTransactionList: [{ type: "bol", bizTransaction: "urn:example:bol:7" }],
    };
    const answer = { ...eventAnswer(stage.lettuce), profiles: profilesOf([event]) };
    const { page, complaints } = await openPage(stage, {
      answers: { "/api/events/0x[0-9a-f]+": json(answer) },
      viewport: { width: 390, height: 844 },
    });
    await page.goto(`/events/0x${"12".repeat(32)}`);
    await page.getByText("Has all data elements of FSMA 204 shipping: 8 of 8").waitFor();
    await page.getByText("1 set that is not complete").click();
    await page.getByTestId("profile-eudr-supply").getByText("Each data element").click();
    await page.getByText("The reference number of the due diligence statement: missing.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });
});
