import type { Page } from "playwright-core";
import { waitFor } from "../../../backend/test/support/wait-for.ts";

/** Waits until a page asks no more by itself within a second of its clock, which a test holds. */
export function untilQuiet(page: Page, asked: () => number): Promise<true> {
  return waitFor("the page to ask no more", async () => {
    const before = asked();
    await page.clock.runFor(1_000);
    return asked() === before ? true : undefined;
  });
}
