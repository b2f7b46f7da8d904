import type { Hex } from "viem";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { Installation, System } from "./system.ts";
import { installWallet, type TestWallet } from "./test-wallet.ts";

/** Errors that the browser logs for what a test does on purpose. */
const EXPECTED = [/Failed to load resource/];

/** Somebody with a browser of their own; `problems` are errors that the page threw or logged. */
export interface Visitor {
  page: Page;
  problems: readonly string[];
  leave: () => Promise<void>;
}

/** A visitor without a wallet. */
export async function visitor(
  { browser, url }: Pick<Installation, "browser" | "url">,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.some((pattern) => pattern.test(message.text()))) problems.push(message.text());
  });
  return { page, problems, leave: () => context.close() };
}

export interface Supplier extends Visitor {
  wallet: TestWallet;
}

/** A visitor whose browser holds a wallet with this key. */
export async function supplier(
  installation: Omit<Installation, "said" | "stop">,
  key: Hex,
  options: BrowserContextOptions = {},
): Promise<Supplier> {
  const guest = await visitor(installation, options);
  const wallet = await installWallet(guest.page, { key, chainId: installation.config.chain.id, rpcUrl: installation.rpcUrl });
  return { ...guest, wallet };
}

/** Key of one of the demonstration's organisations. */
export function keyOf({ organisations }: System, name: string): Hex {
  const found = organisations.find((wallet) => wallet.name === name);
  if (found === undefined) throw new Error(`no organisation ${name} in the demonstration`);
  return found.privateKey as Hex;
}
