import { FAULTS, runKilledSagas } from "../../../backend/test/support/orders/killed-sagas.ts";
import type { Seeded } from "../../../backend/test/support/seeded.ts";
import { figure, type Figure } from "../figure.ts";

/** Fewer for a look: `BENCH_ORDERS=200`. */
const ORDERS = Number(process.env["BENCH_ORDERS"] ?? 10_000);
const PROCESSES = 3;
/** A process needs some seconds until it works. */
const KILL_EVERY_MILLISECONDS = 6_000;
const PASSAGES = 60;
const DYING_MILLISECONDS = { least: 10_000, most: 900_000 };
/** Most orders are at their end when nobody dies any more: what is left then is what dying has left, not what was not begun. */
const UNTIL = { share: 0.97, points: FAULTS.length };
const RECOVERY_GOAL_SECONDS = 60;

/** Orders whose processes are killed at every step of the saga, beside warehouses in another process: what is left undone, done twice, or held for nothing. */
export async function* measureSagas(url: string, random: Seeded): AsyncGenerator<Figure> {
  const campaign = {
    url,
    ownerUrl: url,
    orders: ORDERS,
    processes: PROCESSES,
    killEveryMilliseconds: KILL_EVERY_MILLISECONDS,
    passages: PASSAGES,
    dyingMilliseconds: DYING_MILLISECONDS,
    until: UNTIL,
    random,
  };
  const outcome = await runKilledSagas(campaign);
  const { kills, deathsAt, states, dyingSeconds, recoverySeconds, orphanPayments, wrongCaptures, wrongShipments, piecesHeld } = outcome;
  const count = (state: string) => states.get(state) ?? 0;
  const atEnd = count("closed") + count("cancelled");
  const deaths = [...deathsAt.values()].reduce((sum, one) => sum + one, 0);
  yield figure({ figure: "orders whose processes are killed", value: ORDERS, unit: "orders" });
  yield figure({ figure: "processes killed", value: kills, unit: "kills" });
  yield figure({
    ...{ figure: "points of a step at which some were", value: deathsAt.size, unit: "points", goal: FAULTS.length, bound: "at least" },
    note: `${deaths} of them`,
  });
  yield figure({
    ...{ figure: "orders at their end", value: atEnd, unit: "orders", goal: ORDERS, bound: "at least" },
    note: `${count("closed")} shipped, ${count("cancelled")} called off`,
  });
  yield figure({
    figure: "for so long processes were killed",
    value: dyingSeconds,
    unit: "s",
    note: `${(ORDERS / dyingSeconds).toFixed(1)} orders a second`,
  });
  yield figure({
    ...{ figure: "until the last of them was, once nobody died any more", value: recoverySeconds ?? NaN, unit: "s" },
    goal: RECOVERY_GOAL_SECONDS,
  });
  yield figure({ figure: "payments held for orders at their end", value: orphanPayments, unit: "orders", goal: 0 });
  yield figure({
    figure: "orders of which other money was taken than the value of what left",
    value: wrongCaptures,
    unit: "orders",
    goal: 0,
  });
  yield figure({ figure: "lines that left twice, or other than the shop knows", value: wrongShipments, unit: "lines", goal: 0 });
  yield figure({ figure: "pieces held for orders at their end", value: piecesHeld, unit: "pieces", goal: 0 });
}
