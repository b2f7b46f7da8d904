import { withClient } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { createRandom, type Random } from "../random.ts";
import type { RunResult } from "../result.ts";
import { nothingTold, runCustomer, type Shopping, type Told } from "./customers.ts";
import { readFacts, type OrdersFacts } from "./facts.ts";
import { judgeOrders } from "./judge.ts";
import { SHOP_DATABASE, WAREHOUSES, type OrdersWorld, type WarehouseName } from "./world.ts";

/** Everything whole again, every order must be at its end after this long, on a busy machine too. */
const REST_MILLISECONDS = 90_000;

/** What is drawn, or said, for one run of orders. */
export interface OrdersPlan {
  lines: string[];
  /** What each warehouse has of each article; articles are the run's own. */
  stock: readonly Readonly<Partial<Record<WarehouseName, number>>>[];
  customers: number;
  shopping: Pick<Shopping, "orders" | "copies" | "cancelled" | "declined" | "delayed" | "pieces">;
  /** What goes wrong meanwhile; whole again when it resolves. */
  disturb: (parts: Disturbed) => Promise<void>;
  /** Last words with which a process may end by itself here, and why is said where it is set. */
  mayEnd?: RegExp;
  /** What this very run must have shown, beside the rules of all. */
  shows?: (facts: OrdersFacts, gtins: readonly string[], told: Told, parts: Pick<Disturbed, "ask">) => Promise<string[]> | string[];
}

export interface Disturbed {
  world: OrdersWorld;
  random: Random;
  /** Resolves once so many more orders were acknowledged, or nobody orders any more. */
  acknowledged(count: number): Promise<void>;
  /** One row of the shop's database. */
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row | undefined>;
}

/** What customers of all runs in one world were told. */
const toldIn = new WeakMap<OrdersWorld, Told>();
let articles = 0;

/** One run: customers order, things go wrong, everything becomes whole again, and the judge says which rules did not hold. */
export async function runOrders(name: string, plan: OrdersPlan, world: OrdersWorld): Promise<RunResult> {
  const started = performance.now();
  const random = createRandom(name);
  const findings: string[] = [];
  const told = toldIn.get(world) ?? nothingTold();
  toldIn.set(world, told);
  const gtins = plan.stock.map(() => gtinOf(++articles));
  for (const [index, quantities] of plan.stock.entries()) await world.stock(gtins[index] as string, quantities);
  const ask: Disturbed["ask"] = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await withClient(world.server.directUrl(SHOP_DATABASE), (client) => client.query<Row>(sql, values))).rows[0];
  const before = told.acknowledged.length;
  const failedBefore = world.failures().length;
  let isOver = false;
  const shopping = Promise.all(
    Array.from({ length: plan.customers }, (_, index) =>
      runCustomer(`customer-${index}`, { ...plan.shopping, shops: world.shops, told, gtins, random: random.fork(`customer-${index}`) }),
    ),
  ).finally(() => (isOver = true));
  shopping.catch(() => undefined);
  const acknowledged = async (count: number): Promise<void> => {
    const goal = told.acknowledged.length + count;
    await waitFor(() => isOver || told.acknowledged.length >= goal, { what: `${count} more orders`, deadlineMilliseconds: 60_000 });
  };
  let convergeMilliseconds = 0;
  try {
    await plan.disturb({ world, random: random.fork("nemesis"), acknowledged, ask });
    await shopping;
    const isWholeAt = performance.now();
    await untilRest(world, ask);
    convergeMilliseconds = performance.now() - isWholeAt;
  } catch (error) {
    findings.push(error instanceof Error ? error.message : String(error));
  }
  const facts = await readFacts(world);
  findings.push(...judgeOrders(facts, { told, received: world.received }));
  const ended = world.failures().slice(failedBefore);
  findings.push(...ended.filter((words) => plan.mayEnd?.test(words) !== true));
  findings.push(...((await plan.shows?.(facts, gtins, told, { ask })) ?? []));
  return {
    ...{ seed: name, findings, plan: plan.lines, convergeMilliseconds },
    facts: { acknowledged: told.acknowledged.length - before, orders: facts.orders.length, loaded: facts.loaded.length },
    seconds: (performance.now() - started) / 1_000,
  };
}

/** Lets the run come to rest: every order at its end or waiting with a reason, every message of a warehouse and of the payment provider taken, every word said. @throws {Error} saying what was still open */
async function untilRest(world: OrdersWorld, ask: Disturbed["ask"]): Promise<void> {
  let open: object | undefined;
  const isAtRest = async (): Promise<boolean> => {
    const shop = await ask<{ orders: number; words: number; unpaid: number; webhooks: number }>(
      `SELECT (SELECT count(*)::int FROM orders WHERE state NOT IN ('closed', 'cancelled') AND waits_for IS NULL) AS orders,
         (SELECT count(*)::int FROM fulfilment_orders WHERE owes_word OR is_asked) AS words,
         (SELECT count(*)::int FROM order_goods_moved WHERE paid_minor <> goods_minor + shipping_minor) AS unpaid,
         (SELECT count(*)::int FROM sandbox_payments p WHERE token = 'sandbox:duplicate' AND state = 'decided'
           AND EXISTS (SELECT FROM sandbox_operations o WHERE o.reference = p.reference AND o.key = 'authorise')
           AND NOT EXISTS (SELECT FROM payment_webhooks w WHERE w.id = p.reference || ':asked')) AS webhooks`,
    );
    const untold: Record<string, number> = {};
    for (const warehouse of WAREHOUSES)
      await withClient(world.server.directUrl(`warehouse_${warehouse}`), async (client) => {
        const { rows } = await client.query<{ count: number }>(
          `SELECT ((SELECT sequence - taken FROM warehouse_state) +
             (SELECT count(*) FROM tasks WHERE kind = 'unpack' AND state IN ('open', 'taken')))::int AS count`,
        );
        untold[warehouse] = rows[0]?.count ?? 0;
      });
    open = { ...shop, ...untold };
    return Object.values(open).every((count) => count === 0);
  };
  await waitFor(isAtRest, { what: "rest", deadlineMilliseconds: REST_MILLISECONDS, pollMilliseconds: 200 }).catch((error: unknown) => {
    throw new Error(`the run never came to rest: ${JSON.stringify(open)}`, { cause: error });
  });
}

/** An article's number with its check digit (GS1 General Specifications, 7.9). */
function gtinOf(number: number): string {
  const digits = `950600${String(number).padStart(7, "0")}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
