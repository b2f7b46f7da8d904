import type { Page } from "playwright-core";
import { violationsOf } from "../../support/axe.ts";

/** What axe objects to, and whether the page scrolls sideways. */
export async function objectionsTo(page: Page): Promise<string[]> {
  const found = await violationsOf(page);
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  return wide > 0 ? [...found, `${wide} px too wide`] : found;
}
