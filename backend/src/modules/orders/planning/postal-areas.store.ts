import type { PostalArea, PostalAreasView } from "@waybill/protocol/schemas/api/routing";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Row = Omit<PostalAreasView, "setAt"> & { setAt: Date };

const COLUMNS = `country, areas, set_at AS "setAt"`;
const viewOf = ({ setAt, ...row }: Row): PostalAreasView => ({ ...row, setAt: setAt.toISOString() });

/** Of all countries that have some. */
export async function listAreas(ctx: Pick<Ctx, "tx">): Promise<PostalAreasView[]> {
  return (await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM postal_areas ORDER BY country`)).map(viewOf);
}

/** Of one country; none where nobody has said any. */
export async function areasOf(ctx: Pick<Ctx, "tx">, country: string): Promise<readonly PostalArea[]> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM postal_areas WHERE country = $1`, [country]);
  return row?.areas ?? [];
}

/** Says where the postal codes of a country are, in the place of what was said before; none ends it. */
export async function setAreas(ctx: Ctx, country: string, areas: readonly PostalArea[]): Promise<PostalAreasView> {
  const setAt = ctx.clock.now();
  if (areas.length === 0) await ctx.tx.query("DELETE FROM postal_areas WHERE country = $1", [country]);
  else
    await ctx.tx.query(
      `INSERT INTO postal_areas (country, areas, set_at) VALUES ($1, $2, $3)
       ON CONFLICT (country) DO UPDATE SET areas = excluded.areas, set_at = excluded.set_at`,
      [country, JSON.stringify(areas), setAt],
    );
  return viewOf({ country, areas: [...areas], setAt });
}
