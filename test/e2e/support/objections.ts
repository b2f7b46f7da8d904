import type { Page } from "playwright-core";
import { violationsInBothColours, violationsOf } from "../../support/axe.ts";

/** What axe objects to, and whether the page scrolls sideways. */
export async function objectionsTo(page: Page): Promise<string[]> {
  return [...(await violationsOf(page)), ...(await excessOf(page))];
}

/** The same in light and in dark colours; the page is left in dark ones. */
export async function objectionsInBothColours(page: Page): Promise<string[]> {
  return [...(await violationsInBothColours(page)), ...(await excessOf(page))];
}

async function excessOf(page: Page): Promise<string[]> {
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  return wide > 0 ? [`${wide} px too wide`] : [];
}
