import type { TraceView } from "@waybill/protocol/schemas/api/trace";
import type { Ctx } from "../../../platform/context.ts";
import { productsByGtin } from "../../master-data/master-data.queries.ts";

/** Names of the products that lots and serials are of, where master data has them. */
export async function productNames(ctx: Pick<Ctx, "tx">, subjects: readonly string[]): Promise<NonNullable<TraceView["products"]>> {
  const gtins = subjects.flatMap((subject) => /\/01\/(\d{14})(?:\/|$)/.exec(subject)?.[1] ?? []);
  const products = await productsByGtin(ctx, [...new Set(gtins)].sort());
  return [...products.values()].flatMap(({ gtin, name }) => (name === null ? [] : [{ gtin, name }]));
}
