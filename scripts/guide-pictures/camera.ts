import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";

/** Folder of the pictures. */
export const PICTURES = fileURLToPath(new URL("../../docs/images/guides/", import.meta.url));
/** Everybody who clones the project downloads them. */
const MOST_BYTES = 150_000;
const ABOVE_TARGET_PIXELS = 16;

/** Takes a picture of the window under this name, with `target` at its top when one is given. */
export type Camera = (page: Page, name: string, target?: Locator) => Promise<void>;

/** Windows in which the pictures are taken; 360 px is the smallest telephone that the pages are made for. */
export const DESK = { viewport: { width: 1180, height: 760 }, reducedMotion: "reduce" } as const;
export const TELEPHONE = { viewport: { width: 390, height: 780 }, reducedMotion: "reduce" } as const;

export function createCamera(): Camera {
  mkdirSync(PICTURES, { recursive: true });
  return async (page, name, target) => {
    await page.mouse.move(0, 0);
    const y = target === undefined ? 0 : await topOf(page, target);
    await page.evaluate(`window.scrollTo({ top: ${y}, behavior: "instant" })`);
    const path = `${PICTURES}${name}.png`;
    await page.screenshot({ path, animations: "disabled" });
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes: take a smaller part of the page`);
    process.stdout.write(`${name}.png ${size} bytes\n`);
  };
}

/** Distance from the top of the page in pixels, after what loads late above it has taken its place. */
async function topOf(page: Page, target: Locator): Promise<number> {
  await target.waitFor();
  await target.scrollIntoViewIfNeeded();
  await page.waitForLoadState("load");
  const scrolled = await page.evaluate<number>("window.scrollY");
  return Math.max(0, scrolled + ((await target.boundingBox())?.y ?? 0) - ABOVE_TARGET_PIXELS);
}
