import type { Cart, CartLine } from "@waybill/protocol/schemas/api/cart";
import { selectRows, type Ctx } from "../../../platform/context.ts";

interface Row {
  version: number;
  lines: CartLine[];
  changedAt: Date;
}

const COLUMNS = `version, lines, changed_at AS "changedAt"`;

/** What somebody means to order; an empty one of version 0 where there is none. */
export async function cartOf(ctx: Pick<Ctx, "tx">, person: string): Promise<Cart> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM carts WHERE person_id = $1`, [person]);
  return row === undefined ? { version: 0, lines: [], changedAt: null } : toCart(row);
}

/** Puts these lines in the place of those of a version. @returns undefined where it is of that version no more, and stays as it is */
export async function putCart(ctx: Ctx, person: string, version: number, lines: readonly CartLine[]): Promise<Cart | undefined> {
  const values = [person, JSON.stringify(lines), ctx.clock.now()];
  const [row] =
    version === 0
      ? await selectRows<Row>(
          ctx,
          `INSERT INTO carts (person_id, version, lines, changed_at) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
          values,
        )
      : await selectRows<Row>(
          ctx,
          `UPDATE carts SET version = version + 1, lines = $2, changed_at = $3 WHERE person_id = $1 AND version = $4 RETURNING ${COLUMNS}`,
          [...values, version],
        );
  return row && toCart(row);
}

function toCart({ changedAt, ...row }: Row): Cart {
  return { ...row, changedAt: changedAt.toISOString() };
}
