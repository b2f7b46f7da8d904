import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** The minified form: half as much for the browser to take over and compile as what `axe.source` gives. */
const SCRIPT = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.1 AA, as axe calls its parts. */
export const WCAG_21 = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
export const WCAG_22 = [...WCAG_21, "wcag22aa"];
/** Rules of both that look at colours: all that can come out otherwise where only the colours are others. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Puts axe into a page as `axe`, once for as long as that page is loaded. */
export async function loadAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SCRIPT);
}

/** Rules of WCAG that the page breaks, each with its places and what is wrong there. @param tags as axe calls the parts of WCAG */
export function violationsOf(page: Page, tags: readonly string[] = WCAG_22): Promise<string[]> {
  return judge(page, "tag", tags);
}

/**
 * Rules that the page breaks in light and in dark colours, each after the name of the colours; the page is left in dark ones.
 * Where the second colours change neither the elements nor which of them are seen, only what looks at colours is judged again.
 */
export async function violationsInBothColours(page: Page, tags: readonly string[] = WCAG_22): Promise<string[]> {
  await wear(page, "light");
  const judged = await shownBy(page);
  const light = await violationsOf(page, tags);
  await wear(page, "dark");
  const isAsJudged = (await shownBy(page)) === judged;
  const dark = isAsJudged ? await judge(page, "rule", COLOUR_RULES) : await violationsOf(page, tags);
  return [...light.map((rule) => `light: ${rule}`), ...dark.map((rule) => `dark: ${rule}`)];
}

async function wear(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  // The page has the new colours a frame after it was told of them.
  await page.waitForFunction(`matchMedia("(prefers-color-scheme: ${colorScheme})").matches`);
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
  // Colours that fade into each other are neither one nor the other.
  await page.evaluate("Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))");
}

/** The elements of a page, and which of them are seen. */
function shownBy(page: Page): Promise<string> {
  return page.evaluate<string>(`document.documentElement.outerHTML +
    Array.from(document.querySelectorAll("*"), (element) => Number(element.checkVisibility({ visibilityProperty: true }))).join("")`);
}

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

async function judge(page: Page, type: "tag" | "rule", values: readonly string[]): Promise<string[]> {
  await loadAxe(page);
  // Places that break nothing are not worked out: nobody reads them.
  const options = JSON.stringify({ runOnly: { type, values }, resultTypes: ["violations"] });
  const found = await page.evaluate<Violation[]>(`axe.run(${options}).then(({ violations }) => violations)`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`);
}
