import { bruteForce } from "../../../backend/test/orders/routing/brute-force.ts";
import { generatedOrder } from "../../../backend/test/orders/routing/generated-demand.ts";
import { smallProblem } from "../../../backend/test/orders/routing/small-problems.ts";
import { seeded, type Seeded } from "../../../backend/test/support/seeded.ts";
import { greedyTakes } from "../../../backend/src/modules/orders/routing/greedy.domain.ts";
import { offersOf, type Site } from "../../../backend/src/modules/orders/routing/offers.domain.ts";
import { costOf } from "../../../backend/src/modules/orders/routing/takes.domain.ts";
import { routeOrder } from "../../../backend/src/modules/orders/routing/route-order.ts";
import { figure, type Figure } from "../figure.ts";

const LARGE = { warehouses: 10, lines: 50 };
const LARGE_ORDERS = 300;
/** The solver is compiled further while it is used. */
const FIRST_ORDERS = 40;
const ORDERS = 1_000;
const SMALL_ROUNDS = 100;
const P99_GOAL_MS = 100;
const SAVED_GOAL_PERCENT = 15;

/** What routing takes, what it saves beside ranked warehouses, and whether it agrees with trying everything. */
export async function measureRouting(seed: number): Promise<Figure[]> {
  return [...(await measureSpeed(seeded(seed))), ...(await measureCost(seeded(seed))), await measureAgreement(seeded(seed))];
}

async function measureSpeed(random: Seeded): Promise<Figure[]> {
  const started = performance.now();
  await routeOrder(generatedOrder(random, LARGE));
  const first = performance.now() - started;
  const [times, work]: [number[], number[]] = [[], []];
  let proven = 0;
  for (let order = 0; order < FIRST_ORDERS + LARGE_ORDERS; order++) {
    const problem = generatedOrder(random, LARGE);
    const [before, used] = [performance.now(), process.cpuUsage()];
    const plan = await routeOrder(problem);
    if (order < FIRST_ORDERS) continue;
    const { user, system } = process.cpuUsage(used);
    times.push(performance.now() - before);
    work.push((user + system) / 1_000);
    proven += Number(plan.isProven);
  }
  for (const numbers of [times, work]) numbers.sort((a, b) => a - b);
  const size = `${LARGE.warehouses} warehouses × ${LARGE.lines} lines`;
  return [
    figure({
      figure: `${size}: plan proven`,
      value: (100 * proven) / LARGE_ORDERS,
      unit: "%",
      goal: 100,
      bound: "at least",
      note: `${LARGE_ORDERS} orders`,
    }),
    figure({ figure: `${size}: p50`, value: at(times, 0.5), unit: "ms" }),
    figure({ figure: `${size}: p99`, value: at(times, 0.99), unit: "ms", goal: P99_GOAL_MS }),
    figure({ figure: `${size}: p99, processor time`, value: at(work, 0.99), unit: "ms", note: "of all threads" }),
    figure({ figure: `${size}: the first order of a process`, value: first, unit: "ms", note: "loads the solver" }),
  ];
}

/** Rules that shops have for which warehouse comes first. Only ours looks at what the whole order would cost from each. */
const RANKS = {
  "a fixed list, cheapest parcel first": { rank: ({ warehouse }: Site) => warehouse.minorPerShipment, isGoal: true },
  "nearest first": { rank: ({ warehouse }: Site) => warehouse.distanceMetres, isGoal: true },
  "cheapest for the whole order first": { rank: ({ whole }: Site) => whole, isGoal: false },
};

/** Orders of one to eight lines, each further line half as likely, from three to ten warehouses. */
async function measureCost(random: Seeded): Promise<Figure[]> {
  const problems = Array.from({ length: ORDERS }, () => {
    let lines = 1;
    while (lines < 8 && random.below(2) === 0) lines++;
    return generatedOrder(random, { warehouses: 3 + random.below(8), lines });
  });
  let [ours, parcels] = [0, 0];
  for (const problem of problems) {
    const plan = await routeOrder(problem);
    ours += plan.objective;
    parcels += plan.shipments.length;
  }
  const mean = (thousandths: number) => thousandths / ORDERS / 100_000;
  const note = `${(parcels / ORDERS).toFixed(2)} parcels an order`;
  return Object.entries(RANKS).map(([name, { rank, isGoal }]) => {
    const ranked = problems.map(offersOf).reduce((sum, offers) => sum + costOf(greedyTakes(offers, rank), offers), 0);
    const goal = isGoal ? { ratioGoal: 1 - SAVED_GOAL_PERCENT / 100 } : {};
    return figure({
      figure: `cost beside ${name}`,
      value: mean(ours),
      unit: "an order",
      reference: { value: mean(ranked), name: "ranked" },
      ...goal,
      note,
    });
  });
}

async function measureAgreement(random: Seeded): Promise<Figure> {
  let [cases, equal] = [0, 0];
  for (let warehouses = 1; warehouses <= 4; warehouses++) {
    for (let lines = 1; lines <= 6; lines++) {
      for (let round = 0; round < SMALL_ROUNDS; round++, cases++) {
        const problem = smallProblem(random, { warehouses, lines });
        equal += Number((await routeOrder(problem)).objective === bruteForce(problem));
      }
    }
  }
  return figure({ figure: "equal to trying everything, up to 4 × 6", value: (100 * equal) / cases, unit: "%", goal: 100, bound: "at least", note: `${cases} cases` }); // prettier-ignore
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}
