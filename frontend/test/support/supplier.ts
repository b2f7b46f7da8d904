import type { BrowserContext, Page } from "playwright-core";
import { privateKeyToAccount } from "viem/accounts";
import { violationsInBothColours, WCAG_21 } from "../../../test/support/axe.ts";
import { configOf } from "../fixtures/system.ts";
import { actorAnswers } from "../fixtures/views.ts";
import { json, openPage, type Answer, type PageOptions, type Stage } from "./browser.ts";
import type { Site } from "./site.ts";

export const KEY = `0x${"5".repeat(64)}` as const;
export const ACCOUNT = privateKeyToAccount(KEY).address;

/** What the service was sent, and whether it can be reached. */
export interface Service {
  isAway: boolean;
  bodies: string[];
  keys: Set<string>;
}

export interface SupplierVisit {
  page: Page;
  context: BrowserContext;
  site: Site;
  service: Service;
  complaints: string[];
}

/** A supplier's browser; its service keeps what it is sent, once for each idempotency key. */
export async function openSupplier(
  stage: Stage,
  others: Record<string, Answer> = {},
  { isAlone }: Pick<PageOptions, "isAlone"> = {},
): Promise<SupplierVisit> {
  const service: Service = { isAway: false, bodies: [], keys: new Set() };
  const [actor] = actorAnswers(stage.lettuce);
  const empty = json({ items: [], next: null });
  const answers = {
    ...others,
    "/api/config": json(configOf(stage.lettuce.chain, { demo: true })),
    "/api/demo/wallets": json([{ account: ACCOUNT, name: "Glades Row Farms", privateKey: KEY }]),
    "/api/actors/0x[0-9a-fA-F]+": json({ ...actor, account: ACCOUNT, registeredAt: "2026-04-01T00:00:00Z", revokedAt: null }),
    "/api/statements": empty,
    "/api/documents": empty,
    "/api/links": empty,
    "/api/custody/(units|handovers)": empty,
    "/api/places": empty,
    "/api/products": empty,
    "/epcis/events": async (route) => {
      const request = route.request();
      const key = (await request.headerValue("idempotency-key")) ?? "";
      if (!service.keys.has(key)) service.bodies.push(request.postData() ?? "");
      service.keys.add(key);
      return route.fulfill({ status: 201, json: { eventId: "ni:1", commitment: "0x1", duplicate: false } });
    },
    ...others,
  } satisfies Record<string, Answer>;
  const look = { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" } as const;
  const { page, site, complaints } = await openPage(stage, { answers, isAlone, ...look });
  const { endpoints } = site.contents;
  site.contents.endpoints = (route) => (service.isAway ? route.abort() : endpoints(route));
  return { page, context: page.context(), site, service, complaints };
}

/** Opens a page of the supplier's, and connects the demonstration wallet. */
export async function connect(page: Page, path = "/supplier/events/new"): Promise<void> {
  await page.goto(path);
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Connect/ })
    .click();
  await page.getByRole("button", { name: "Demonstration wallet" }).click();
  await page.getByRole("button", { name: "Glades Row Farms" }).click();
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Wallet of/ })
    .waitFor();
}

/** Light and dark: accessible, and no wider than the window. Answers what is wrong. */
export async function objectionsTo(page: Page): Promise<string[]> {
  const found = await violationsInBothColours(page, WCAG_21);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return excess > 0 ? [...found, `${excess} px too wide`] : found;
}
