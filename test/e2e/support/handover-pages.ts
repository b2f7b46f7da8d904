import type { Page } from "playwright-core";
import { sign } from "./supplier-pages.ts";

/** Makes a new unit with one lot inside, puts it under custody, and offers it. Resolves to the handover's path. */
export async function offerNewUnit(page: Page, { gtin, lot, to }: { gtin: string; lot: string; to: string }): Promise<string> {
  await page.goto("/supplier/handovers/new");
  await page.getByRole("button", { name: "Make a new number" }).click();
  await page.getByLabel("Add what is inside").fill(gtin);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Lot number").fill(lot);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Quantity").fill("25");
  await page.getByLabel("To", { exact: true }).fill(to);
  await page.getByRole("option", { name: to }).click();
  await page.getByRole("button", { name: "Review before signing" }).click();
  await sign(page, "Sign the opening");
  await page.getByRole("button", { name: "Sign the offer" }).click({ timeout: 30_000 });
  await page.getByTestId("handover-state").waitFor();
  return new URL(page.url()).pathname;
}

/** Waits on the page of a handover until it is in this state. */
export async function handoverBecomes(page: Page, state: string): Promise<void> {
  await page
    .getByTestId("handover-state")
    .and(page.locator(`[data-state="${state}"]`))
    .waitFor({ timeout: 30_000 });
}
