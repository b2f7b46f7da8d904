import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import type { CustodyOfUnits } from "../traceability/traceability.queries.ts";
import { subjectsOfEvent, walk } from "../traceability/traceability.queries.ts";
import { holdersOf, type Holders } from "./holders.ts";
import { openOrderViews } from "./open-orders.ts";
import type { OrderSource } from "./recalls.ports.ts";

/** Who knows what the graph of events does not. */
export interface ReachSources {
  custody: CustodyOfUnits;
  orders: readonly OrderSource[];
}

/** A recall that reaches further is announced tier by tier: each notice names at most a thousand lots, serials or units. */
const LIMITS = { levels: 32, nodes: 5_000 };

/** Whom a recall of these subjects would reach, as far as is known now. Nothing is stored. */
export async function simulateRecall(
  ctx: Pick<Ctx, "tx">,
  { custody, orders }: ReachSources,
  roots: readonly Subject[],
): Promise<RecallSimulation> {
  const { nodes, stoppedBy } = await walk(ctx, roots, "forward", LIMITS);
  const ordered = nodes.toSorted((a, b) => a.level - b.level || (a.subject < b.subject ? -1 : 1));
  const scope = ordered.filter(({ goesDown }) => goesDown).map(({ subject }) => subject as Subject);
  const tiers = [...Map.groupBy(ordered, ({ level }) => level)].map(([level, tier]) => ({
    level,
    goods: tier.filter(({ goesDown }) => goesDown).map(({ subject }) => subject as Subject),
    carriers: tier.filter(({ goesDown }) => !goesDown).map(({ subject }) => subject as Subject),
  }));
  // A pallet is ordered, not what lies on it: carriers count.
  const openOrders = await openOrderViews(
    ctx,
    orders,
    nodes.map(({ subject }) => subject),
  );
  const reached = await holdersOf(ctx, custody, scope);
  return {
    ...{ roots: [...roots], tiers, scope, openOrders, ...(await holderViews(ctx, reached)) },
    stoppedBy: stoppedBy ?? (reached.isCut ? "parts" : null),
  };
}

/** The subjects that an event is about, or none when it is not stored here. */
export async function rootsOfEvent(ctx: Pick<Ctx, "tx">, eventHash: Hex32): Promise<Subject[]> {
  return (await subjectsOfEvent(ctx, eventHash)) as Subject[];
}

export async function holderViews(
  ctx: Pick<Ctx, "tx">,
  { holders, unreached }: Pick<Holders, "holders" | "unreached">,
): Promise<Pick<RecallSimulation, "holders" | "unreached">> {
  const byAccount = Map.groupBy(holders, ({ account }) => account);
  const parties = await partiesByAccount(ctx, [...byAccount.keys()]);
  const latest = (times: readonly (Date | null)[]) => Math.max(...times.map((time) => time?.getTime() ?? -Infinity));
  return {
    holders: [...byAccount].map(([account, held]) => {
      const last = latest(held.map(({ lastAt }) => lastAt));
      return {
        party: parties.get(account) ?? { account, name: null, gln: null, country: null },
        subjects: held.map(({ subject }) => subject),
        lastReportAt: Number.isFinite(last) ? new Date(last).toISOString() : null,
      };
    }),
    unreached: [...Map.groupBy(unreached, ({ place }) => place.gln).values()].map((sent) => ({
      place: (sent[0] as (typeof sent)[number]).place,
      subjects: sent.map(({ subject }) => subject),
    })),
  };
}
