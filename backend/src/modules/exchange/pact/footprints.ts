import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { PartnerOf } from "../clients/clients.store.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import type { FootprintCriteria } from "../footprints/filters.ts";
import { findFootprint, isShared, lastChange, listShared, type FootprintRow } from "../footprints/footprints.store.ts";

type Reading = Pick<Ctx, "tx">;

export interface ListWish {
  criteria: FootprintCriteria;
  after: string | undefined;
  asOf: string | undefined;
  limit: number;
}

/**
 * A page of what is shared with a partner. The first page fixes the change up to which all pages look, so that none is missed or comes twice, and each
 * page is the same whenever it is asked for.
 */
export async function listFootprints(
  ctx: Reading,
  partner: PartnerOf,
  { criteria, after = "0", asOf, limit }: ListWish,
): Promise<{ rows: FootprintRow[]; next: { after: string; asOf: string } | null }> {
  const until = asOf ?? (await lastChange(ctx));
  const found = await listShared(ctx, partner, { criteria, after, asOf: until, limit: limit + 1 });
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? { after: rows.at(-1)?.sequence ?? after, asOf: until } : null };
}

/** @throws {ProblemError} `exchange.unknown-footprint`, `exchange.access-denied` */
export async function getFootprint(ctx: Reading, partner: PartnerOf, id: string): Promise<FootprintRow> {
  const found = await findFootprint(ctx, partner.account, id);
  if (found === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.unknownFootprint);
  if (!(await isShared(ctx, partner, id))) throw new ProblemError(EXCHANGE_PROBLEMS.accessDenied);
  return found;
}
