import type { App } from "../../../platform/app.ts";
import { selectRows } from "../../../platform/context.ts";
import { startLoop } from "../../../platform/loop.ts";
import type { Service } from "../../../platform/module.ts";
import { compareWarehouse, type ComparisonParts } from "../reconcile/compare-warehouse.ts";
import type { WarehouseRow } from "../warehouses.store.ts";
import { checkHealth } from "./check-health.ts";

/** How often it is looked whose turn has come. */
const LOOK_MILLISECONDS = 1_000;

type Turn = Pick<WarehouseRow, "id" | "url">;

/** Asks every warehouse for its health, and compares those that are well, each in its time and none waiting for another. Whichever process sees first whose turn it is does it. */
export function startWatch(app: App, parts: ComparisonParts): Service {
  const { healthSeconds, reconcileSeconds } = app.config.warehouses;
  const loops = [
    startLoop(() => takeTurns(app, { column: "asked_at", where: "true", seconds: healthSeconds }, (one) => checkHealth(app, parts, one))),
    startLoop(() =>
      takeTurns(
        app,
        { column: "comparing_at", where: "status = 'HEALTHY' AND other_instance IS NULL", seconds: reconcileSeconds },
        async ({ id }) => void (await compareWarehouse(app, parts, id)),
      ),
    ),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

async function takeTurns(
  app: App,
  { column, where, seconds }: { column: "asked_at" | "comparing_at"; where: string; seconds: number },
  work: (turn: Turn) => Promise<void>,
): Promise<number> {
  try {
    const now = app.clock.now();
    const due = await selectRows<Turn>(
      { tx: app.db.dataSource.manager },
      `UPDATE warehouses SET ${column} = $1 WHERE ${column} <= $2 AND ${where} RETURNING id, url`,
      [now, new Date(now.getTime() - seconds * 1_000)],
    );
    await Promise.all(
      due.map((turn) =>
        work(turn).catch((error: unknown) =>
          app.log.warn({ err: error, warehouse: turn.id, column }, "a warehouse could not be looked at"),
        ),
      ),
    );
  } catch (error) {
    app.log.warn({ err: error, column }, "it could not be looked whose turn it is among the warehouses");
  }
  return LOOK_MILLISECONDS;
}
