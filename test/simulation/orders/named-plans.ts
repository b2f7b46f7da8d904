import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Disturbed, OrdersPlan } from "./run.ts";

const PLENTY = { alpha: 100, beta: 100 };
const SHOPPING = { orders: 4, cancelled: 15, declined: 10 } as const;

/** More customers than pieces, all at once: as many are sold as there are, in whichever warehouse. */
const LAST_UNIT: OrdersPlan = {
  lines: ["three pieces in two warehouses, 16 customers at once"],
  stock: [{ alpha: 2, beta: 1 }],
  customers: 16,
  shopping: { orders: 1, pieces: 1 },
  disturb: async ({ acknowledged }) => acknowledged(16),
  shows: ({ orders }, [gtin]) => {
    const own = orders.filter(({ lines }) => lines.some((line) => line.gtin === gtin));
    const sold = own.reduce((sum, { lines }) => sum + lines.reduce((all, { shipped }) => all + shipped, 0), 0);
    const refused = own.filter(({ state }) => state === "cancelled").length;
    return sold === 3 && refused === 13 ? [] : [`${sold} of three pieces were sold, and ${refused} of 13 orders refused`];
  },
};

/** Every order is sent four times at once, to both processes, and its key once more for another order. */
const DOUBLE_SUBMIT: OrdersPlan = {
  lines: ["each order four times at once, and its key for another one"],
  stock: [PLENTY],
  customers: 4,
  shopping: { ...SHOPPING, orders: 3, copies: 4 },
  disturb: async () => undefined,
  shows: (_facts, _gtins, { acknowledged }) => {
    const times = Map.groupBy(acknowledged, ({ key }) => key);
    return [...times.values()].some((own) => own.length > 1) ? [] : ["no order was acknowledged twice, so nothing was shown"];
  },
};

/** kill -9 of one process of the shop after the other, while people order and call off. What one of them tells as the payment provider the other takes. */
const KILLED_API: OrdersPlan = {
  lines: ["kill -9 of both processes of the shop in turn, and half of the banks answer later, by webhooks from the one to the other"],
  stock: [PLENTY, PLENTY],
  customers: 4,
  shopping: { ...SHOPPING, delayed: 50 },
  async disturb({ world, acknowledged }) {
    for (const name of ["shop-1", "shop-2"]) {
      await acknowledged(4);
      await killed(world, name);
    }
  },
  async shows(_facts, _gtins, _told, { ask }) {
    const told = await ask<{ count: number }>("SELECT count(*)::int FROM payment_webhooks WHERE id LIKE '%:decided'");
    return (told?.count ?? 0) > 0 ? [] : ["nobody was told of by a webhook, so nothing was shown"];
  },
};

/** SIGSTOP of a process that holds jobs and connections; the other goes on without it, and it wakes and does not know it. */
const PAUSED_PROCESS: OrdersPlan = {
  lines: ["SIGSTOP of each process of the shop in turn, until the other has taken more orders"],
  stock: [PLENTY, PLENTY],
  customers: 4,
  shopping: SHOPPING,
  async disturb({ world, acknowledged }) {
    for (const name of ["shop-1", "shop-2"]) {
      await acknowledged(3);
      world.of(name).freeze(name);
      await acknowledged(5).finally(() => world.of(name).resume(name));
    }
  },
};

/** Postgres of everybody is stopped at once, and then killed, and recovers from its log. */
const RESTARTED_POSTGRES: OrdersPlan = {
  lines: ["Postgres: immediate shutdown, then kill -9"],
  stock: [PLENTY, PLENTY],
  customers: 4,
  shopping: SHOPPING,
  // The queue cannot note how a job ended when its connection is gone, and leaves nobody to catch that: the process ends, and is started again.
  mayEnd: /Connection terminated|ECONNRESET|ECONNREFUSED|the database system is|terminating connection/,
  async disturb({ world, acknowledged }) {
    for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
      await acknowledged(4);
      await world.server.restart(signal);
    }
  },
};

/** A warehouse stands still with orders that it has not packed: they are routed again, once, and what it packs after it woke is not loaded. */
const DEAD_WAREHOUSE: OrdersPlan = {
  lines: ["alpha's floor rests, alpha is stopped until it is taken for dead and its orders are elsewhere, and wakes"],
  stock: [PLENTY],
  customers: 3,
  shopping: { orders: 3, pieces: 2 },
  async disturb(parts) {
    const { world, acknowledged } = parts;
    world.floors.alpha.rest();
    await acknowledged(9);
    await until(
      parts,
      "every order is told",
      `SELECT WHERE NOT EXISTS (SELECT FROM orders WHERE state NOT IN ('instructed', 'closed', 'cancelled'))`,
    );
    world.of("alpha").freeze("alpha");
    // An order that nobody has routed yet may go to alpha again once that is back: so all of them leave first.
    await until(
      parts,
      "all orders left elsewhere",
      `SELECT FROM warehouses WHERE id = 'alpha' AND status = 'OFFLINE'
      AND NOT EXISTS (SELECT FROM orders WHERE state NOT IN ('closed', 'cancelled'))`,
    ).finally(() => {
      world.of("alpha").resume("alpha");
      world.floors.alpha.work();
    });
    await until(parts, "alpha is back", "SELECT FROM warehouses WHERE id = 'alpha' AND status = 'HEALTHY'");
  },
  shows: async ({ orders, loaded }, [gtin], _told, { ask }) => {
    const own = orders.filter(({ lines }) => lines.some((line) => line.gtin === gtin)).map(({ id }) => id);
    const moved = await ask<{ count: number }>(
      `SELECT count(*)::int FROM fulfilment_orders f JOIN fulfilment_goods g ON g.fulfilment_id = f.id
       WHERE f.warehouse = 'alpha' AND f.state = 'cancelled' AND g.gtin = $1`,
      [gtin],
    );
    if (moved?.count === 0) return ["nothing was at the warehouse that was taken for dead, so nothing was shown"];
    const [shipped, byDead] = [loaded.filter(({ order }) => own.includes(order)), loaded.filter((one) => one.gtin === gtin && one.warehouse === "alpha")]; // prettier-ignore
    return new Set(shipped.map(({ order }) => order)).size === own.length && byDead.length === 0
      ? []
      : [`of ${own.length} orders ${shipped.length} lines left, ${byDead.length} of them from the warehouse that was taken for dead`];
  },
};

/** Runs that nobody has to draw: each fault that touches orders, for certain. */
export const ORDERS_PLANS: Readonly<Record<string, OrdersPlan>> = {
  "last unit": LAST_UNIT,
  "double submit": DOUBLE_SUBMIT,
  "killed API": KILLED_API,
  "paused process": PAUSED_PROCESS,
  "restarted Postgres": RESTARTED_POSTGRES,
  "dead warehouse": DEAD_WAREHOUSE,
};

/** Kills a process, and waits until it was seen to end: it is started again by itself. */
async function killed(world: Disturbed["world"], name: string): Promise<void> {
  const cluster = world.of(name);
  const before = cluster.deaths.get(name) ?? 0;
  cluster.kill(name);
  await waitFor(() => (cluster.deaths.get(name) ?? 0) > before, { what: `the end of ${name}` });
}

async function until({ ask }: Pick<Disturbed, "ask">, what: string, sql: string): Promise<void> {
  await waitFor(async () => (await ask(sql)) !== undefined, { what, deadlineMilliseconds: 60_000, pollMilliseconds: 100 });
}
