import { claimView } from "@waybill/protocol/schemas/api/claims";
import type { Page } from "playwright-core";
import { sign } from "./supplier-pages.ts";
import { getJson, type System } from "./system.ts";

/** Drafts a claim for goods that would have gone by road. Answers its id. */
export async function draftClaim(page: Page, { kilometres, verifier }: { kilometres: string; verifier: string }): Promise<string> {
  await page.getByRole("combobox", { name: "Carried by" }).click();
  await page.getByRole("option", { name: "road" }).click();
  await page.getByLabel("Distance in kilometres").fill(kilometres);
  const buffer = Buffer.from("Transport order: by rail instead of by road\n");
  await page.locator("input[type=file]").setInputFiles({ name: "order.txt", mimeType: "text/plain", buffer });
  await sign(page, "Sign and keep it private");
  await page.getByRole("checkbox", { name: "order.txt" }).and(page.locator(":checked")).waitFor();
  await page.getByRole("combobox", { name: "Verifier" }).fill(verifier);
  await page.getByRole("option", { name: verifier }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.waitForURL(/\/supplier\/claims\/(?!new)/, { timeout: 30_000 });
  return new URL(page.url()).pathname.split("/").pop() ?? "";
}

/** Opens an act on the page of a claim, and signs it. */
export async function actOnClaim(page: Page, act: string, label: string, done: string): Promise<void> {
  await page.getByRole("button", { name: act }).click();
  await sign(page, label);
  await page.getByText(done).waitFor({ timeout: 30_000 });
}

/** The batch of an issued claim, as 32 bytes. */
export async function batchOf({ url }: System, claim: string): Promise<string> {
  const { batch } = claimView.parse(await getJson(`${url}/api/carbon/claims/${claim}`));
  return `0x${BigInt(batch).toString(16).padStart(64, "0")}`;
}

/** Waits until a step of the way that a page shows is done. */
export async function isDone(page: Page, step: string): Promise<void> {
  await page.getByTestId(`milestone-${step}`).and(page.locator('[data-state="done"]')).waitFor({ timeout: 60_000 });
}

/** Fills in how many kilograms. */
export async function fillAmount(page: Page, kilograms: string): Promise<void> {
  await page.getByRole("textbox", { name: "How much" }).fill(kilograms);
}
