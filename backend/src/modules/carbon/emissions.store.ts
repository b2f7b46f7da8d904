import { countedEmissions } from "@waybill/protocol/footprint/counted-emissions";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { scopePartsOf } from "@waybill/protocol/footprint/scope-shares";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** Keeps what reports count of a footprint, and for whom, as rows: nobody has to read it whole for a sum. */
export async function storeEmissions(ctx: Ctx, hash: Hex32, footprint: Footprint): Promise<void> {
  const emissions = countedEmissions(footprint).map(({ grams, ...rest }, position) => ({ ...rest, position, grams: String(grams) }));
  await ctx.tx.query(
    `INSERT INTO footprint_emissions (footprint, position, from_gln, to_gln, statements, part_of, grams)
     SELECT $1, e.position, e."from", e."to", e.statements, e."partOf", e.grams
     FROM jsonb_to_recordset($2::jsonb) AS e(position integer, "from" text, "to" text, statements text[], "partOf" text[], grams numeric)`,
    [hash, JSON.stringify(emissions)],
  );
  await ctx.tx.query(
    `INSERT INTO footprint_parties (footprint, account, scope1, upstream, downstream)
     SELECT $1, p.account, p.scope1, p.upstream, p.downstream
     FROM jsonb_to_recordset($2::jsonb) AS p(account text, scope1 integer[], upstream integer[], downstream integer[])`,
    [hash, JSON.stringify(scopePartsOf(footprint))],
  );
}
