import type { Page } from "playwright-core";
import { handoverBecomes, offerNewUnit } from "../../test/e2e/support/handover-pages.ts";
import { connect, reaches, review, sign } from "../../test/e2e/support/supplier-pages.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, supplier, visitor } from "../../test/e2e/support/visitor.ts";
import { DESK, type Camera } from "./camera.ts";
import { CASE, KITCHEN, KITCHEN_GLN, PACKER, PACKER_GLN } from "./goods.ts";

/** From the first look to an event that is final, many events of a file, and a pallet handed over. */
export async function showSupplier(all: System, camera: Camera): Promise<void> {
  await showConnecting(all, camera);
  const { page, leave } = await supplier(all, keyOf(all, PACKER), DESK);
  await page.goto("/supplier/events/new");
  await connect(page);
  await showReporting(page, camera);
  await showImport(page, camera);
  const path = await offerNewUnit(page, { gtin: CASE, lot: "LOT-2026-117", to: KITCHEN });
  await leave();
  const receiver = await supplier(all, keyOf(all, KITCHEN), DESK);
  await receiver.page.goto("/supplier/handovers");
  await connect(receiver.page);
  await receiver.page.getByRole("link", { name: PACKER }).first().click();
  await receiver.page.waitForURL(`**${path}`);
  await receiver.page.getByRole("cell", { name: "LOT-2026-117" }).waitFor();
  await camera(receiver.page, "supplier-handover");
  await sign(receiver.page, "Sign and take over");
  await handoverBecomes(receiver.page, "final");
  await receiver.leave();
}

async function showConnecting(all: System, camera: Camera): Promise<void> {
  const { page, leave } = await visitor(all, DESK);
  await page.goto("/supplier");
  await connect(page, "Demonstration wallet");
  await page.getByRole("dialog").getByRole("button", { name: PACKER }).waitFor();
  await camera(page, "supplier-connect");
  await leave();
}

async function showReporting(page: Page, camera: Camera): Promise<void> {
  await page.getByLabel("Template", { exact: true }).click();
  await page.getByRole("option", { name: "FSMA 204 shipping" }).click();
  await page.getByLabel("Add a product").fill(`https://id.gs1.org/01/${CASE}/10/LOT-2026-117`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Quantity").fill("25");
  await page.getByLabel("Unit", { exact: true }).click();
  await page.getByRole("option", { name: "cases" }).click();
  await pickPlace(page, "Place", PACKER_GLN);
  await camera(page, "supplier-template");
  await pickPlace(page, "Going to", KITCHEN_GLN);
  await pickPlace(page, "The place that gave the lot its code", PACKER_GLN);
  await page.getByRole("button", { name: "Add an order or document" }).click();
  await page.getByLabel("Number", { exact: true }).fill("urn:example:bol:7");
  await review(page);
  await camera(page, "supplier-review");
  await sign(page);
  await reaches(page, "final");
  await camera(page, "supplier-final");
  await page.getByRole("button", { name: "Erase what it says…" }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("Goes for ever").waitFor();
  await camera(page, "supplier-erase", page.getByRole("heading", { name: "Erase what this statement says" }));
}

async function pickPlace(page: Page, label: string, gln: string): Promise<void> {
  await page.getByLabel(label, { exact: label === "Place" }).fill(gln);
  await page.getByRole("option", { name: gln }).click();
}

async function showImport(page: Page, camera: Camera): Promise<void> {
  const row = (lot: string, quantity: string) => `${CASE},${lot},${quantity},CS,${PACKER_GLN},2026-04-17T09:30:00-04:00`;
  const lines = ["product,lot,quantity,uom,place,time", row("LOT-201", "25"), row("LOT-202", "many"), row("LOT-203", "30")];
  await page.goto("/supplier/events/import");
  const file = { name: "april.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByText("2 rows can be signed").waitFor();
  await camera(page, "supplier-import", page.getByRole("heading", { name: "Check", exact: true }));
}
