import type { Page } from "playwright-core";

export type Outcome = "verified" | "failed" | "unknown";

/** Opens the page of a product and has it checked, as a consumer does; resolves to the verdict. */
export async function checkProduct(page: Page, path: string): Promise<Outcome> {
  await page.goto(path);
  await page.getByRole("button", { name: "Check it yourself" }).first().click();
  const verdict = page.locator("[data-verdict]");
  const ended = page.locator('[data-verdict="verified"], [data-verdict="failed"], [data-verdict="unknown"]');
  // A bundle that cannot even be read ends in a call-out of its own; the verdict then stays without a check.
  const broken = page.locator('#check [data-slot="callout"][data-tone="failed"], #check [data-slot="callout"][data-tone="unknown"]');
  await ended.or(broken).first().waitFor({ timeout: 30_000 });
  const outcome = await verdict.getAttribute("data-verdict");
  return outcome === "verified" || outcome === "failed" ? outcome : "unknown";
}
