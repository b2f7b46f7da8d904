import type { DeliveryTerms, DeliveryTermsRequest } from "@waybill/protocol/schemas/api/catalogue";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Row = Omit<DeliveryTerms, "updatedAt"> & { updatedAt: Date };

const COLUMNS = `country, shipping, rates, updated_at AS "updatedAt"`;

/** Says on which terms the shop delivers to a country, in the place of what was said before. */
export async function putTerms(ctx: Ctx, country: string, { shipping, rates }: DeliveryTermsRequest): Promise<DeliveryTerms> {
  const updatedAt = ctx.clock.now();
  await ctx.tx.query(
    `INSERT INTO delivery_terms (country, shipping, rates, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (country) DO UPDATE SET shipping = excluded.shipping, rates = excluded.rates, updated_at = excluded.updated_at`,
    [country, JSON.stringify(shipping), JSON.stringify(rates), updatedAt],
  );
  return { country, shipping, rates, updatedAt: updatedAt.toISOString() };
}

/** Delivers to a country no more. @returns false where it did not before, either */
export async function endTerms(ctx: Ctx, country: string): Promise<boolean> {
  return (await selectRows(ctx, "DELETE FROM delivery_terms WHERE country = $1 RETURNING country", [country])).length > 0;
}

export async function findTerms(ctx: Pick<Ctx, "tx">, country: string): Promise<DeliveryTerms | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM delivery_terms WHERE country = $1`, [country]);
  return row && toTerms(row);
}

/** All of them: there are fewer than countries. */
export async function listTerms(ctx: Pick<Ctx, "tx">): Promise<DeliveryTerms[]> {
  return (await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM delivery_terms ORDER BY country`)).map(toTerms);
}

function toTerms({ updatedAt, ...row }: Row): DeliveryTerms {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
