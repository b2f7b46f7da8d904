import type { Party, Place, Product } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { In } from "typeorm";
import type { Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { PlaceEntity, ProductEntity, type PlaceRow, type ProductRow } from "./master-data.entities.ts";

/** What is known of each GTIN (14 digits), with who says so. Unknown numbers are absent. */
export async function productsByGtin(ctx: Pick<Ctx, "tx">, gtins: readonly string[]): Promise<Map<string, Product>> {
  if (gtins.length === 0) return new Map();
  return withParties(ctx, await ctx.tx.getRepository(ProductEntity).findBy({ gtin: In([...new Set(gtins)]) }), (row, party) => [
    row.gtin,
    toProduct(row, party),
  ]);
}

/** What is known of each GLN (13 digits), with who says so. Unknown numbers are absent. */
export async function placesByGln(ctx: Pick<Ctx, "tx">, glns: readonly string[]): Promise<Map<string, Place>> {
  if (glns.length === 0) return new Map();
  return withParties(ctx, await ctx.tx.getRepository(PlaceEntity).findBy({ gln: In([...new Set(glns)]) }), (row, party) => [
    row.gln,
    toPlace(row, party),
  ]);
}

/** A product as the API shows it. */
export function toProduct({ gtin, name, description, massGrams, pieces }: ProductRow, statedBy: Party | null): Product {
  const measures = { ...(massGrams === null ? {} : { massGrams }), ...(pieces === null ? {} : { pieces }) };
  return { gtin, name, description, ...measures, statedBy };
}

/** A place as the API shows it. */
export function toPlace({ gln, name, latitude, longitude, country, city }: PlaceRow, owner: Party | null): Place {
  return { gln, name, latitude, longitude, country, ...(city === null ? {} : { city }), owner };
}

async function withParties<Row extends { account: Address }, Value>(
  ctx: Pick<Ctx, "tx">,
  rows: readonly Row[],
  entry: (row: Row, party: Party | null) => [string, Value],
): Promise<Map<string, Value>> {
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  return new Map(rows.map((row) => entry(row, parties.get(row.account) ?? null)));
}
