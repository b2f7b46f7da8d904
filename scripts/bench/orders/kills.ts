import { recompute } from "../../../backend/src/modules/stock/recompute.ts";
import { post } from "../../../backend/src/modules/stock/stock.service.ts";
import { inTransaction } from "../../../backend/src/platform/context.ts";
import type { Seeded } from "../../../backend/test/support/seeded.ts";
import { runKilledClients } from "../../../backend/test/support/stock/killed-clients.ts";
import { openStock } from "../../../backend/test/support/stock/process.ts";
import { figure, type Figure } from "../figure.ts";

/** Fewer for a look: `BENCH_ATTEMPTS=64000`. */
const ATTEMPTS = Number(process.env["BENCH_ATTEMPTS"] ?? 1_000_000);
const PROCESSES = 4;
const CLIENTS_PER_PROCESS = 16;
const KILLS = 40;
/** A process that is sent its end may have ended by itself, once there is little left to do. */
const SPARE_KILLS = 5;
const GTINS = Array.from({ length: 8 }, (_, n) => String(n).padStart(14, "0"));

/** Clients in processes that are killed at any moment: half of what they want is there, and they ask again for what they were not told. */
export async function* measureKills(url: string, random: Seeded): AsyncGenerator<Figure> {
  const stock = await openStock(url);
  try {
    const perClient = Math.ceil(ATTEMPTS / PROCESSES / CLIENTS_PER_PROCESS);
    const quantity = Math.floor(ATTEMPTS / GTINS.length / 2);
    const place = { warehouse: "alpha", lot: "L1", expiry: null };
    await inTransaction(stock, (ctx) =>
      post(
        ctx,
        GTINS.map((gtin) => ({ kind: "receive", key: `receipt ${gtin}`, ...place, gtin, quantity })),
      ),
    );
    const started = performance.now();
    const { attempts, kills, got } = await runKilledClients({
      ...{ url, gtins: GTINS, attempts: perClient, random },
      ...{ processes: PROCESSES, clientsPerProcess: CLIENTS_PER_PROCESS, killEvery: Math.floor(ATTEMPTS / (KILLS + SPARE_KILLS)) },
    });
    const seconds = (performance.now() - started) / 1_000;
    const { rows } = await stock.db.pool.query<{ gtin: string; reserved: string }>("SELECT gtin, reserved FROM stock_balances");
    const sumOf = (count: (told: number, reserved: number) => number) =>
      rows.reduce((sum, { gtin, reserved }) => sum + count(got.get(gtin) ?? 0, Number(reserved)), 0);
    const { drifted } = await recompute({ tx: stock.db.dataSource.manager });
    const clients = `${PROCESSES * CLIENTS_PER_PROCESS} clients`;
    yield figure({
      figure: `attempts of ${clients}, in processes that are killed`,
      value: attempts,
      unit: "attempts",
      goal: ATTEMPTS,
      bound: "at least",
    });
    yield figure({ figure: "processes killed", value: kills, unit: "kills", goal: KILLS, bound: "at least" });
    yield figure({
      figure: "oversold, by what clients were told",
      value: sumOf((told) => Math.max(told - quantity, 0)),
      unit: "pieces",
      goal: 0,
    });
    yield figure({
      figure: "pieces told and not in the ledger, or in it and not told",
      value: sumOf((told, reserved) => Math.abs(reserved - told)),
      unit: "pieces",
      goal: 0,
    });
    yield figure({ figure: "balances that drifted", value: drifted, unit: "balances", goal: 0 });
    yield figure({ figure: "attempts a second meanwhile", value: attempts / seconds, unit: "/s" });
  } finally {
    await stock.db.close();
  }
}
