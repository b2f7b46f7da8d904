import { demoWallet, type DemoWallet } from "@waybill/protocol/schemas/api/identity";
import { publicConfig, type PublicConfig } from "@waybill/protocol/schemas/api/system";
import { chromium, type Browser } from "playwright-core";
import { CHROMIUM_FLAGS, getChromium } from "../../support/chromium.ts";
import { atEnd } from "../../support/resources.ts";
import { startWaybill } from "../../support/waybill.ts";

/** A running Waybill and a browser, shared by all journeys: each works on goods of its own. */
export interface System {
  url: string;
  databaseUrl: string;
  /** The node itself, which answers pages of any origin. */
  rpcUrl: string;
  browser: Browser;
  config: PublicConfig;
  organisations: readonly DemoWallet[];
}

let shared: Promise<System> | undefined;

/** Starts everything at the first call. The first start may build the pages, so give the hook that calls it time. */
export function system(): Promise<System> {
  return (shared ??= start());
}

async function start(): Promise<System> {
  const executablePath = getChromium();
  // Pages that somebody built already save a build while tests are being written.
  const { FRONTEND_DIR } = process.env;
  const waybill = await startWaybill({ env: FRONTEND_DIR === undefined ? {} : { FRONTEND_DIR } });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  atEnd(() => browser.close());
  const { url } = waybill;
  return {
    url,
    databaseUrl: waybill.running().databaseUrl,
    rpcUrl: waybill.running().rpcUrl,
    browser,
    config: publicConfig.parse(await getJson(`${url}/api/config`)),
    organisations: ((await getJson(`${url}/api/demo/wallets`)) as unknown[]).map((wallet) => demoWallet.parse(wallet)),
  };
}

/** An answer of the API, as parsed JSON. */
export async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
