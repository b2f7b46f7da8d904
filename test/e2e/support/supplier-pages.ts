import type { Page } from "playwright-core";

/** Opens the dialog and connects the wallet of this name. */
export async function connect(page: Page, wallet = "Test Wallet"): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Connect a wallet" }).click();
  await page.getByRole("dialog").getByRole("button", { name: wallet }).click();
}

export interface Report {
  /** Words of the form, such as "Shipped". */
  what: string;
  gtin: string;
  lot: string;
  quantity?: string;
  gln: string;
}

/** Fills the form in. The page must show it. */
export async function fillIn(page: Page, { what, gtin, lot, quantity, gln }: Report): Promise<void> {
  await page.getByRole("radio", { name: what }).click();
  await page.getByLabel("Add a product").fill(gtin);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Lot number").fill(lot);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  if (quantity !== undefined) await page.getByLabel("Quantity").fill(quantity);
  await page.getByLabel("Place", { exact: true }).fill(gln);
  await page.getByRole("option", { name: gln }).click();
}

/** Leaves the form for the last look. */
export async function review(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Review before signing" }).click();
  await page.getByRole("heading", { name: "This is what you will sign" }).waitFor();
}

/** Opens the wallet. */
export async function sign(page: Page, label = "Sign the statement"): Promise<void> {
  await page.getByRole("button", { name: label }).click();
}

/** Waits on the page of a statement until it has come this far. */
export async function reaches(page: Page, state: "stored" | "final"): Promise<void> {
  const milestone = page.getByTestId(`milestone-${state}`);
  await page.waitForURL(/\/supplier\/events\/0x/);
  if (state === "final") await anchorNow(page);
  await milestone.and(page.locator('[data-state="done"]')).waitFor({ timeout: 30_000 });
}

/** Presses "Anchor now"; a batch may have taken the statement along already. */
async function anchorNow(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Anchor now" });
  const anchored = page.getByTestId("milestone-anchored").and(page.locator('[data-state="done"]'));
  await button.or(anchored).first().waitFor();
  await button.click({ timeout: 2000 }).catch(() => undefined);
}
