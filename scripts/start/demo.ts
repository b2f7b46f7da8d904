import type { Running } from "./backend-environment.ts";
import { apiUrl } from "./backend.ts";
import type { Home } from "./home.ts";
import { asProblem } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { Steps } from "./steps.ts";
import { WAREHOUSE_PLACES } from "./warehouse-places.ts";
import { untilServing, type StartedWarehouse } from "./warehouses.ts";

/** What runs, with the warehouses beside it. */
interface Whole extends Pick<Running, "databaseUrl" | "rpcUrl"> {
  warehouses?: readonly StartedWarehouse[];
}

/** Loads the demonstration once per home, through the public API like anybody else. */
export async function provideDemo(settings: Settings, home: Home, running: Whole, steps: Steps): Promise<void> {
  if (!settings.isDemo || !settings.servesPages) return;
  if (!home.isDemoLoaded()) await provideShop(settings, home, running, steps);
  const { warehouses = [] } = running;
  if (warehouses.length === 0 || home.isDemoLoaded("warehousesDemoAt")) return;
  await steps.run("Filled", async (detail) => {
    detail(await asProblem(fill(apiUrl(settings), running), "The warehouses cannot be filled (WAREHOUSES=off starts without them): "));
    home.markDemoLoaded(new Date(), "warehousesDemoAt");
  });
}

async function provideShop(settings: Settings, home: Home, running: Whole, steps: Steps): Promise<void> {
  await steps.run("Loaded the demonstration", async (detail) => {
    detail(
      await asProblem(
        loadDemonstration(apiUrl(settings), running),
        "The demonstration cannot be loaded (WAYBILL_DEMO=off starts without it): ",
      ),
    );
    home.markDemoLoaded(new Date());
  });
}

/** @returns what there is now, in brackets. */
export async function loadDemonstration(url: string, { databaseUrl, rpcUrl, warehouses = [] }: Whole): Promise<string> {
  const { loadDemo } = await import("../demo/load.ts");
  const { summary } = await loadDemo({ apiUrl: url, databaseUrl, rpcUrl, hasWarehouses: warehouses.length > 0 });
  return `(${summary})`;
}

/** @returns who works there, in words */
export async function fill(url: string, { databaseUrl, warehouses = [] }: Pick<Whole, "databaseUrl" | "warehouses">): Promise<string> {
  await untilServing(warehouses);
  const { fillWarehouses } = await import("../demo/warehouses.ts");
  const filled = warehouses.flatMap((started) => {
    const place = WAREHOUSE_PLACES.find(({ id }) => id === started.id);
    return place === undefined ? [] : [{ ...place, ...started }];
  });
  return fillWarehouses({ apiUrl: url, databaseUrl }, filled);
}
