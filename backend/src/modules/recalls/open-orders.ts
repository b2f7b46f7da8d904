import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import type { Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { orderedSubjects } from "../traceability/traceability.queries.ts";
import type { OrderSource } from "./recalls.ports.ts";

/** What events say about orders. */
export const ORDERS_OF_EVENTS: OrderSource = { openOrdersOf: orderedSubjects };

/** Open orders for any of these subjects, each once, with the latest that says so. */
export async function openOrderViews(
  ctx: Pick<Ctx, "tx">,
  sources: readonly OrderSource[],
  subjects: readonly string[],
): Promise<RecallSimulation["openOrders"]> {
  const found = [];
  for (const source of sources) found.push(...(await source.openOrdersOf(ctx, subjects)));
  const parties = await partiesByAccount(ctx, [...new Set(found.map(({ account }) => account))]);
  return [...Map.groupBy(found, ({ order }) => order)].map(([order, links]) => {
    const last = links.reduce((a, b) => (a.eventTime > b.eventTime ? a : b));
    const { account, commitment, eventHash, eventTime } = last;
    return {
      order,
      subjects: [...new Set(links.map(({ subject }) => subject))],
      saidBy: parties.get(account) ?? { account, name: null, gln: null, country: null },
      ...{ commitment, eventHash, eventTime: eventTime.toISOString() },
    };
  });
}
