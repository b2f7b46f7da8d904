import type { LoadedJourney } from "../features/journey/load-journey.ts";

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
