import type { LoadedJourney } from "../features/journey/load-journey.ts";
import { readersLocale } from "./locale.ts";

/** Where a page that the server drew keeps what it was drawn from. */
export const DRAWN_PAGE_ID = "drawn-page";

/** What the server drew a product page from. */
export interface DrawnPage {
  loaded: LoadedJourney;
  locale: string;
}

/** What this page was drawn from, or null when the server drew nothing. */
export function readDrawnPage(): DrawnPage | null {
  const text = document.getElementById(DRAWN_PAGE_ID)?.textContent;
  return text === null || text === undefined ? null : (JSON.parse(text) as DrawnPage);
}

/** True when the server drew this page, and what it could not know of its reader, language and colours, is as it supposed. */
export function isDrawnForThisReader(): boolean {
  const { lang, dataset } = document.documentElement;
  return document.getElementById(DRAWN_PAGE_ID) !== null && dataset.theme === undefined && lang === readersLocale();
}
