import { ENTITIES } from "../../../src/entities.ts";
import type { App } from "../../../src/platform/app.ts";
import { systemClock } from "../../../src/platform/clock.ts";
import { openDatabase } from "../../../src/platform/database.ts";
import { systemRandom } from "../../../src/platform/ids.ts";
import { createLogger } from "../../../src/platform/logging.ts";
import { createMetrics } from "../../../src/platform/metrics.ts";
import { openPersonalFields } from "../../../src/platform/personal/personal-fields.ts";
import { testConfig } from "../config.ts";

/** What a process of the shop does: work off the jobs of orders, follow up what stands still, and take what warehouses tell. It may die at any moment. */
export interface ShopShare {
  url: string;
  home: string;
  warehousesUrl: string;
}

/** The application as this process has it, with connections of its own; the database is there already. */
export async function openShop({ url, home }: Pick<ShopShare, "url" | "home">): Promise<App> {
  const config = testConfig(url, { WAYBILL_HOME: home });
  const log = createLogger("fatal");
  const [clock, random] = [systemClock, systemRandom];
  const db = await openDatabase({ url, entities: ENTITIES, migrations: [], log });
  return { config, db, log, clock, random, metrics: createMetrics(), personal: openPersonalFields(config, { clock, random }) };
}
