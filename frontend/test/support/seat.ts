import type { Browser, BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { atEnd } from "../../../test/support/resources.ts";
import type { Answer } from "./answer.ts";
import type { PageOptions } from "./browser.ts";
import { serveBuild, type Site } from "./site.ts";

/** A page of a browser with nothing else in it, and the site that it is from. */
export interface Seat {
  page: Page;
  site: Site;
  /** Closes the page, and all that belongs to it. */
  close: () => Promise<void>;
  /** Reaches what the browser keeps; undefined where the page is not used again. */
  keeper: CDPSession | undefined;
}

const PLAIN = { viewport: { width: 1280, height: 720 }, colorScheme: "light", reducedMotion: "no-preference" } as const;
/** Pages that wait for the next test. */
const free: Seat[] = [];

/**
 * A page as new. It is one that was used before, unless it is to be alone or be of a kind that cannot be changed later: a new page costs the
 * browser a process, and everything that it has read of the site.
 */
export async function takeSeat(browser: Browser, options: Omit<PageOptions, "answers">, endpoints: Answer): Promise<Seat> {
  const { stored = {}, isAlone = false, viewport, colorScheme, reducedMotion, ...others } = options;
  const look = { colorScheme: colorScheme ?? PLAIN.colorScheme, reducedMotion: reducedMotion ?? PLAIN.reducedMotion };
  const isShared = !isAlone && Object.keys(others).length === 0;
  const contents = { endpoints, hasWorker: isAlone };
  const seat = (isShared ? free.pop() : undefined) ?? (await newSeat(browser, { ...others, ...look }, contents, isShared));
  const { page, site } = seat;
  site.contents = contents;
  await page.setViewportSize(viewport ?? PLAIN.viewport);
  if (isShared) await page.emulateMedia({ media: null, ...look });
  if (Object.keys(stored).length > 0) await store(page, site.origin, stored);
  return seat;
}

async function newSeat(browser: Browser, options: BrowserContextOptions, contents: Site["contents"], isShared: boolean): Promise<Seat> {
  const site = await serveBuild(contents);
  const context = await browser.newContext({ baseURL: site.origin, ...options });
  const page = await context.newPage();
  const keeper = isShared ? await context.newCDPSession(page) : undefined;
  const close = async () => {
    await context.close();
    await site.close();
  };
  if (isShared) atEnd(close);
  return { page, site, close, keeper };
}

/** Gives a page back: what a test has left in it and in the browser is taken out. */
export async function leaveSeat(seat: Seat): Promise<void> {
  const { page, site, close, keeper } = seat;
  // Elsewhere than on its site, the page cannot forget what it keeps for as long as it is open.
  if (keeper === undefined || new URL(page.url()).origin !== site.origin) return close();
  page.removeAllListeners();
  const context = page.context();
  const others = context.pages().filter((other) => other !== page);
  await Promise.all(others.map((other) => other.close()));
  await Promise.all([page.unrouteAll({ behavior: "ignoreErrors" }), context.unrouteAll({ behavior: "ignoreErrors" })]);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  await context.clearCookies();
  await keeper.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "all" });
  free.push(seat);
}

async function store(page: Page, origin: string, stored: Record<string, string>): Promise<void> {
  await page.goto(`${origin}/favicon.svg`);
  await page.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, Object.entries(stored));
}
