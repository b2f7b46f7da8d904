import type { App } from "../../../platform/app.ts";
import { selectRows } from "../../../platform/context.ts";
import { startLoop } from "../../../platform/loop.ts";
import type { Service } from "../../../platform/module.ts";
import { compareWarehouse, type ComparisonParts } from "../reconcile/compare-warehouse.ts";
import type { WarehouseRow } from "../warehouses.store.ts";
import { limitSales } from "../sales.ts";
import { checkHealth } from "./check-health.ts";

/** How often it is looked whose turn has come. */
const LOOK_MILLISECONDS = 1_000;

/** After this long a comparison that failed is tried again. */
const FAILED_SECONDS = 30;

type Turn = Pick<WarehouseRow, "id" | "url">;

/** Asks every warehouse for its health, and compares those that are well, each in its time and none waiting for another. Whichever process sees first whose turn it is does it. */
export function startWatch(app: App, parts: ComparisonParts): Service {
  const { healthSeconds, reconcileSeconds } = app.config.warehouses;
  const rounds = [
    startRounds(app, { column: "asked_at", where: "removed_at IS NULL", seconds: healthSeconds }, (one) => checkHealth(app, parts, one)),
    startRounds(
      app,
      { column: "comparing_at", where: "status = 'HEALTHY' AND other_instance IS NULL AND removed_at IS NULL", seconds: reconcileSeconds },
      ({ id }) =>
        compareWarehouse(app, parts, id).catch(async (error: unknown) => {
          await compareSoon(app, id);
          throw error;
        }),
    ),
  ];
  const sales = startLoop(async () => {
    await limitSales(app).catch((error: unknown) =>
      app.log.warn({ err: error }, "it could not be looked which warehouses are closed for too long"),
    );
    return LOOK_MILLISECONDS;
  });
  return {
    async stop() {
      await Promise.all([sales, ...rounds].map((one) => one.stop()));
    },
  };
}

/** One that could not be compared is not left as it is until its next turn, which may be far away. */
async function compareSoon({ db, clock, config }: App, id: string): Promise<void> {
  const lastTurn = new Date(clock.now().getTime() - (config.warehouses.reconcileSeconds - FAILED_SECONDS) * 1_000);
  await db.pool.query("UPDATE warehouses SET comparing_at = least(comparing_at, $2) WHERE id = $1", [id, lastTurn]);
}

/** Which of them it is the turn of: those whose last was so long ago. */
interface Turns {
  column: "asked_at" | "comparing_at";
  where: string;
  seconds: number;
}

function startRounds(app: App, { column, where, seconds }: Turns, work: (turn: Turn) => Promise<unknown>): Service {
  /** What is under way here; one that takes longer than its time is not begun beside itself. */
  const underWay = new Map<string, Promise<void>>();
  const begin = (turn: Turn): void => {
    if (underWay.has(turn.id)) return;
    const working = work(turn)
      .then(() => undefined)
      .catch((error: unknown) => app.log.warn({ err: error, warehouse: turn.id, column }, "a warehouse could not be looked at"))
      .finally(() => underWay.delete(turn.id));
    underWay.set(turn.id, working);
  };
  const loop = startLoop(async () => {
    try {
      const now = app.clock.now();
      const due = await selectRows<Turn>(
        { tx: app.db.dataSource.manager },
        `UPDATE warehouses SET ${column} = $1 WHERE ${column} <= $2 AND ${where} RETURNING id, url`,
        [now, new Date(now.getTime() - seconds * 1_000)],
      );
      for (const turn of due) begin(turn);
    } catch (error) {
      app.log.warn({ err: error, column }, "it could not be looked whose turn it is among the warehouses");
    }
    return LOOK_MILLISECONDS;
  });
  return {
    async stop() {
      await loop.stop();
      await Promise.all(underWay.values());
    },
  };
}
