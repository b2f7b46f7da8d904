import { demoWallet, type DemoWallet } from "@waybill/protocol/schemas/api/identity";
import { publicConfig, type PublicConfig } from "@waybill/protocol/schemas/api/system";
import { chromium, type Browser } from "playwright-core";
import type { StartedWarehouse } from "../../../scripts/start/warehouses.ts";
import { CHROMIUM_FLAGS, getChromium } from "../../support/chromium.ts";
import { atEnd } from "../../support/resources.ts";
import { startWaybill } from "../../support/waybill.ts";

/** A running Waybill and a browser. */
export interface Installation {
  url: string;
  /** Folder of its data. */
  home: string;
  databaseUrl: string;
  /** The node itself, which answers pages of any origin. */
  rpcUrl: string;
  browser: Browser;
  config: PublicConfig;
  /** Those that run beside the shop; none unless `env` says so. */
  warehouses: readonly StartedWarehouse[];
  /** What `npm start` has said so far. */
  said: () => string;
  /** Ends it before the last test, which ends all. */
  stop: () => Promise<unknown>;
}

/** One with the demonstration, shared by all journeys: each works on goods of its own. */
export interface System extends Omit<Installation, "said" | "stop"> {
  organisations: readonly DemoWallet[];
}

let shared: Promise<System> | undefined;

/** Starts everything at the first call. The first start may build the pages, so give the hook that calls it time. */
export function system(): Promise<System> {
  return (shared ??= start());
}

async function start(): Promise<System> {
  const { said: _said, stop: _stop, ...installation } = await startInstallation();
  return { ...installation, organisations: await organisationsOf(installation) };
}

/** The wallets of the demonstration. */
export async function organisationsOf({ url }: Pick<Installation, "url">): Promise<DemoWallet[]> {
  const wallets = (await getJson(`${url}/api/demo/wallets`)) as unknown[];
  return wallets.map((wallet) => demoWallet.parse(wallet));
}

/** One of one's own: `env` says what is different about it. */
export async function startInstallation(env: Record<string, string> = {}): Promise<Installation> {
  const executablePath = getChromium();
  // Pages that somebody built already save a build while tests are being written.
  const { FRONTEND_DIR } = process.env;
  const waybill = await startWaybill({ env: { ...env, ...(FRONTEND_DIR === undefined ? {} : { FRONTEND_DIR }) } });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  atEnd(() => browser.close());
  const { url } = waybill;
  return {
    url,
    home: waybill.home,
    databaseUrl: waybill.running().databaseUrl,
    rpcUrl: waybill.running().rpcUrl,
    browser,
    warehouses: waybill.running().warehouses ?? [],
    config: publicConfig.parse(await getJson(`${url}/api/config`)),
    said: waybill.stdout,
    stop: () => Promise.all([browser.close(), waybill.stop()]),
  };
}

/** An answer of the API, as parsed JSON. */
export async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
