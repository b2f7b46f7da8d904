import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** The minified form: half as much for the browser to take over and compile as what `axe.source` gives. */
const SCRIPT = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 AA, as axe calls its parts. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Puts axe into a page as `axe`, once for as long as that page is loaded. */
export async function loadAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SCRIPT);
}

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Rules of WCAG 2.2 AA that the page breaks, each with its places and what is wrong there. */
export async function violationsOf(page: Page): Promise<string[]> {
  await loadAxe(page);
  const found = await page.evaluate<Violation[]>(`axe.run({ runOnly: ${JSON.stringify(TAGS)} }).then(({ violations }) => violations)`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`);
}
