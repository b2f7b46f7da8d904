import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "../../backend/test/support/seeded.ts";
import { MIGRATIONS } from "../../backend/src/migrations/index.ts";
import { createLogger } from "../../backend/src/platform/logging.ts";
import { prepareDatabase } from "../../backend/src/platform/schema/prepare-schema.ts";
import { startPostgres } from "../services/postgres.ts";
import type { Figure } from "./figure.ts";
import { measureKills } from "./orders/kills.ts";
import { measureReconcile } from "./orders/reconcile.ts";
import { measureReservations } from "./orders/reservations.ts";
import { measureRouting } from "./orders/routing.ts";
import { measureSagas } from "./orders/saga.ts";

/** What it costs that nothing is oversold, what it takes and saves to choose warehouses well and to agree with them, and what becomes of orders whose processes die. */
export async function measure(seed: number): Promise<Figure[]> {
  return [...(await measureRouting(seed)), ...(await measureStock(seed))];
}

/** On a Postgres that waits for the disk at every commit. */
async function measureStock(seed: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-orders-"));
  const postgres = await startPostgres({
    directory: join(folder, "postgres"),
    password: randomBytes(12).toString("hex"),
    logFile: join(folder, "postgres.log"),
  });
  try {
    const random = seeded(seed);
    const figures: Figure[] = [];
    for (const part of [measureReservations, measureKills, measureReconcile, measureSagas]) {
      const name = part.name.toLowerCase();
      await postgres.createDatabase(name);
      const url = postgres.url(name);
      await prepareDatabase({ url, migrations: MIGRATIONS, log: createLogger("fatal") });
      for await (const measured of part(url, random)) {
        // It takes minutes: who waits sees each figure as it comes.
        console.log(`${measured.figure}: ${measured.value.toFixed(1)} ${measured.unit}`);
        figures.push(measured);
      }
    }
    return figures;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
