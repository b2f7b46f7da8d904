import { routingPricesRequest, type RoutingPricesRequest, type RoutingPricesView } from "@waybill/protocol/schemas/api/routing";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { FIRST_PRICES } from "./routing-prices.ts";

interface Row {
  number: number;
  prices: RoutingPricesRequest;
  setAt: Date;
}

const FIRST: RoutingPricesView = { ...FIRST_PRICES, number: 0, setAt: null };

/** What counts for the next plan. */
export async function currentPrices(ctx: Pick<Ctx, "tx">): Promise<RoutingPricesView> {
  return (await newest(ctx, 1))[0] ?? FIRST;
}

/** What has counted, the newest first; what the program came with is the last. */
export async function listPrices(ctx: Pick<Ctx, "tx">, limit: number): Promise<RoutingPricesView[]> {
  const set = await newest(ctx, limit);
  return set.length < limit ? [...set, FIRST] : set;
}

async function newest(ctx: Pick<Ctx, "tx">, limit: number): Promise<RoutingPricesView[]> {
  const sql = `SELECT number, prices, set_at AS "setAt" FROM routing_prices ORDER BY number DESC LIMIT $1`;
  const rows = await selectRows<Row>(ctx, sql, [limit]);
  // Where one was set before there was such a price, that has the one that the program came with.
  return rows.map(({ number, prices, setAt }) => ({ ...FIRST_PRICES, ...prices, number, setAt: setAt.toISOString() }));
}

/** Sets what counts from now on. @returns what counts, and which of it were changed: the same again changes nothing */
export async function setPrices(
  ctx: Ctx,
  wanted: RoutingPricesRequest,
): Promise<{ prices: RoutingPricesView; changed: Partial<RoutingPricesRequest> }> {
  // One after the other: each is compared with the one before.
  await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended('routing prices', 0))");
  const before = await currentPrices(ctx);
  const names = (Object.keys(routingPricesRequest.shape) as (keyof RoutingPricesRequest)[]).filter((name) => before[name] !== wanted[name]);
  const changed = Object.fromEntries(names.map((name) => [name, wanted[name]]));
  if (names.length === 0) return { prices: before, changed };
  const [number, setAt] = [before.number + 1, ctx.clock.now()];
  await ctx.tx.query("INSERT INTO routing_prices (number, prices, set_at) VALUES ($1, $2, $3)", [number, JSON.stringify(wanted), setAt]);
  return { prices: { ...wanted, number, setAt: setAt.toISOString() }, changed };
}
