import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, getChromium } from "../../../test/support/chromium.ts";
import { atEnd } from "../../../test/support/resources.ts";
import { createLettuce, type Lettuce } from "../fixtures/lettuce.ts";
import { notFound, noToken, type Answer } from "./answer.ts";
import { builtPages } from "./pages.ts";
import { wantsToken } from "./protected-acts.ts";
import { leaveSeat, takeSeat } from "./seat.ts";
import type { Site } from "./site.ts";
import { usualAnswers } from "./usual-answers.ts";

export { json, noServer, type Answer } from "./answer.ts";

/** What a page under test stands on, shared by all test files of a run. */
export interface Stage {
  browser: Browser;
  lettuce: Lettuce;
}

let stage: Promise<Stage> | undefined;

/** Browser, built pages and demonstration chain; started once, given back after the last test. */
export function getStage(): Promise<Stage> {
  stage ??= setUp();
  return stage;
}

async function setUp(): Promise<Stage> {
  const [lettuce, browser] = await Promise.all([
    createLettuce(),
    chromium.launch({ executablePath: getChromium(), args: [...CHROMIUM_FLAGS] }),
    builtPages(),
  ]);
  atEnd(() => browser.close());
  return { browser, lettuce };
}

/** What the pages of one test may not do without being asked: complain, fail, or talk to strangers. */
export interface Watched {
  page: Page;
  /** Where it is from. */
  site: Site;
  /** Errors and warnings of console and page. */
  complaints: string[];
  /** Addresses of all requests. */
  requests: string[];
}

export interface PageOptions extends BrowserContextOptions {
  /** Instead of some of the usual ones, by path. */
  answers?: Record<string, Answer>;
  /** What the site's storage holds when the page is opened. */
  stored?: Record<string, string>;
  /**
   * For a test that changes what cannot be undone: puts a clock or a script of its own into the page, or needs the service worker, in whose
   * place others have one that does nothing.
   */
  isAlone?: boolean;
}

/** A page whose endpoints answer from the fixtures; what is for some alone is refused without a token, as the server does. Closing it gives it back: it may be used again, by another test. */
export async function openPage({ browser, lettuce }: Stage, { answers = {}, ...options }: PageOptions = {}): Promise<Watched> {
  const all = [...Object.entries(answers), ...Object.entries(usualAnswers(lettuce))];
  const seat = await takeSeat(browser, options, async (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    if (wantsToken(request.method(), path) && !(await request.headerValue("authorization"))?.startsWith("Bearer ")) return noToken(route);
    const [, answer = notFound] = all.find(([pattern]) => new RegExp(`^${pattern}$`).test(path)) ?? [];
    return answer(route);
  });
  const { page, site } = seat;
  const watched: Watched = { page, site, complaints: [], requests: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) watched.complaints.push(message.text());
  });
  page.on("pageerror", (error) => watched.complaints.push(error.message));
  page.on("request", (request) => watched.requests.push(request.url()));
  page.close = () => leaveSeat(seat);
  return watched;
}
