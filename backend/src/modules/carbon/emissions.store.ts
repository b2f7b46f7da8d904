import { countedEmissions, firstSentBy } from "@waybill/protocol/footprint/counted-emissions";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** Keeps what reports count of a footprint, and for whom, as rows: nobody has to read it whole for a sum. */
export async function storeEmissions(ctx: Ctx, hash: Hex32, footprint: Footprint): Promise<void> {
  const emissions = countedEmissions(footprint).map(({ grams, ...rest }, position) => ({ ...rest, position, grams: String(grams) }));
  await ctx.tx.query(
    `INSERT INTO footprint_emissions (footprint, position, from_gln, to_gln, statements, part_of, operator, payer, grams)
     SELECT $1, e.position, e."from", e."to", e.statements, e."partOf", e.operator, e.payer, e.grams
     FROM jsonb_to_recordset($2::jsonb) AS e(position integer, "from" text, "to" text, statements text[], "partOf" text[], operator text, payer text, grams numeric)`,
    [hash, JSON.stringify(emissions)],
  );
  const parties = footprint.scope3.map(({ account }) => ({ account, first_sent: firstSentBy(footprint.elements, account) ?? null }));
  await ctx.tx.query(
    `INSERT INTO footprint_parties (footprint, account, first_sent)
     SELECT $1, p.account, p.first_sent FROM jsonb_to_recordset($2::jsonb) AS p(account text, first_sent integer)`,
    [hash, JSON.stringify(parties)],
  );
}
