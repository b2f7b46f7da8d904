import type { OrderNews } from "@waybill/protocol/schemas/api/orders";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Transition } from "../transitions.store.ts";

/** Channel that wakes every process in which somebody follows an order; the id of the order is all that is said. See migration 954. */
export const ORDERS_CHANNEL = "waybill_orders";

/** One change of what the page of an order shows; triggers write them, see migration 954. */
export interface OrderNewsRow {
  sequence: number;
  kind: OrderNews["kind"] | "transition";
  about: string | null;
  /** Of a transition. */
  transition: Transition | null;
}

/** What has changed after a number, in order. */
export async function newsAfter(ctx: Pick<Ctx, "tx">, order: string, sequence: number): Promise<OrderNewsRow[]> {
  const rows = await selectRows<Omit<OrderNewsRow, "transition"> & Transition>(
    ctx,
    `SELECT n.sequence, n.kind, n.about, t.version, t.event, t.from_state AS "from", t.to_state AS "to", t.made_by AS by, t.cause, t.at
     FROM order_news n LEFT JOIN order_transitions t ON n.kind = 'transition' AND t.order_id = n.order_id AND t.version::text = n.about
     WHERE n.order_id = $1 AND n.sequence > $2 ORDER BY n.sequence`,
    [order, sequence],
  );
  return rows.map(({ sequence: number, kind, about, ...transition }) => ({
    ...{ sequence: number, kind, about },
    transition: kind === "transition" ? transition : null,
  }));
}

/** The number of the newest; 0 while there are none. */
export async function newestNews(ctx: Pick<Ctx, "tx">, order: string): Promise<number> {
  const [row] = await selectRows<{ newest: number }>(
    ctx,
    "SELECT coalesce(max(sequence), 0) AS newest FROM order_news WHERE order_id = $1",
    [order],
  );
  return row?.newest ?? 0;
}

/** One change of any order. */
export interface NumberedNews {
  /** Among those of all orders. */
  number: number;
  order: string;
  sequence: number;
  kind: OrderNewsRow["kind"];
}

/** What has changed of all orders, or of one person's, after one number and up to another, in order. */
export async function newsBetween(
  ctx: Pick<Ctx, "tx">,
  { person, after, upTo, limit }: { person: string | null; after: number; upTo: number; limit: number },
): Promise<NumberedNews[]> {
  const rows = await selectRows<Omit<NumberedNews, "number"> & { number: string }>(
    ctx,
    `SELECT n.number, n.order_id AS "order", n.sequence, n.kind FROM order_news n
     WHERE n.number > $1 AND n.number <= $2 AND ($3::text IS NULL OR EXISTS (SELECT FROM orders o WHERE o.id = n.order_id AND o.person_id = $3))
     ORDER BY n.number LIMIT $4`,
    [after, upTo, person, limit],
  );
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

/** Whose orders have news after one number and up to another. */
export async function customersWithNews(ctx: Pick<Ctx, "tx">, after: number, upTo: number): Promise<string[]> {
  const rows = await selectRows<{ person: string }>(
    ctx,
    `SELECT DISTINCT o.person_id AS person FROM order_news n JOIN orders o ON o.id = n.order_id WHERE n.number > $1 AND n.number <= $2`,
    [after, upTo],
  );
  return rows.map(({ person }) => person);
}
