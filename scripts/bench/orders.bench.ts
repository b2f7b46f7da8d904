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
import { measureLoad } from "./orders/load.ts";
import { measureReconcile } from "./orders/reconcile.ts";
import { measureReservations } from "./orders/reservations.ts";
import { measureRouting } from "./orders/routing.ts";
import { measureSagas } from "./orders/saga.ts";

/** Each on a database of its own. */
const ON_POSTGRES = {
  reservations: measureReservations,
  kills: measureKills,
  reconcile: measureReconcile,
  load: measureLoad,
  sagas: measureSagas,
};
type OnPostgres = keyof typeof ON_POSTGRES;

/**
 * What it costs that nothing is oversold, what it takes and saves to choose warehouses well and to agree with them, ten times the load that is
 * expected, and what becomes of orders whose processes die.
 */
export async function measure(seed: number): Promise<Figure[]> {
  const parts = wanted(["routing", ...(Object.keys(ON_POSTGRES) as OnPostgres[])]);
  const onPostgres = parts.filter((part) => part !== "routing");
  return [
    ...(parts.includes("routing") ? await measureRouting(seed) : []),
    ...(onPostgres.length > 0 ? await measureOnPostgres(onPostgres, seed) : []),
  ];
}

/** Some of them for a look, or to measure them anew: `BENCH_PARTS=load,sagas`. */
function wanted<Part extends string>(all: readonly Part[]): Part[] {
  const named = process.env["BENCH_PARTS"]?.split(",");
  const unknown = named?.find((name) => !all.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`The orders' bench has no part "${unknown}": choose among ${all.join(", ")}.`);
  return named === undefined ? [...all] : all.filter((part) => named.includes(part));
}

/** On a Postgres that waits for the disk at every commit. */
async function measureOnPostgres(parts: readonly OnPostgres[], seed: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-orders-"));
  const postgres = await startPostgres({
    directory: join(folder, "postgres"),
    password: randomBytes(12).toString("hex"),
    logFile: join(folder, "postgres.log"),
  });
  try {
    const random = seeded(seed);
    const database = async (name: string) => {
      await postgres.createDatabase(name);
      return postgres.url(name);
    };
    const figures: Figure[] = [];
    for (const name of parts) {
      const url = await database(name);
      await prepareDatabase({ url, migrations: MIGRATIONS, log: createLogger("fatal") });
      for await (const measured of ON_POSTGRES[name](url, random, database)) {
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
