import type { Place, Product } from "@waybill/protocol/schemas/api/traceability";
import { ILike, Like, type FindOptionsWhere } from "typeorm";
import type { Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { PlaceEntity, ProductEntity, type PlaceRow, type ProductRow } from "./master-data.entities.ts";
import { toPlace, toProduct } from "./master-data.queries.ts";

/** As many as a list to choose from can show. */
const LIMIT = 50;

/** Products whose name holds the words or whose GTIN starts with them; the whole list's beginning for an empty text. */
export async function findProducts(ctx: Ctx, text: string): Promise<Product[]> {
  const where: FindOptionsWhere<ProductRow>[] = [{ name: ILike(`%${escapeLike(text)}%`) }, { gtin: Like(`%${escapeLike(text)}%`) }];
  const rows = await ctx.tx.getRepository(ProductEntity).find({ where, order: { name: "ASC", gtin: "ASC" }, take: LIMIT });
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  return rows.map((row) => toProduct(row, parties.get(row.account) ?? null));
}

/** Places whose name holds the words or whose GLN starts with them. */
export async function findPlaces(ctx: Ctx, text: string): Promise<Place[]> {
  const where: FindOptionsWhere<PlaceRow>[] = [{ name: ILike(`%${escapeLike(text)}%`) }, { gln: Like(`${escapeLike(text)}%`) }];
  const rows = await ctx.tx.getRepository(PlaceEntity).find({ where, order: { name: "ASC", gln: "ASC" }, take: LIMIT });
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  return rows.map((row) => toPlace(row, parties.get(row.account) ?? null));
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
