import type { PaymentEntry, ReturnSummary } from "@waybill/protocol/schemas/api/orders";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { pageByTime, type TimePlace } from "../../../platform/http/time-page.ts";

interface Page {
  /** Whose orders they must be of; null for anybody's. */
  person: string | null;
  order?: string | undefined;
  after: TimePlace | null;
  limit: number;
}

interface Amount {
  at: Date;
  minor: number;
  currency: string;
}

/** What was done about money, newest first. */
export async function pageOfPayments(
  ctx: Pick<Ctx, "tx">,
  { person, order, kind, after, limit }: Page & { kind?: PaymentEntry["kind"] | undefined },
): Promise<{ items: PaymentEntry[]; next: string | null }> {
  // The key is of the order alone, and may hold anything.
  const id = "md5(e.order_id || ' ' || e.key)";
  const rows = await selectRows<Omit<PaymentEntry, "at" | "amount"> & Amount>(
    ctx,
    `SELECT ${id} AS id, e.order_id AS "order", p.provider, e.kind, e.amount_minor::float8 AS minor, p.currency, e.reason, e.at
     FROM payment_events e JOIN payments p USING (order_id)
     WHERE ($1::text IS NULL OR EXISTS (SELECT FROM orders o WHERE o.id = e.order_id AND o.person_id = $1))
       AND ($2::text IS NULL OR e.order_id = $2) AND ($3::text IS NULL OR e.kind = $3)
       AND ($4::timestamptz IS NULL OR (e.at, ${id}) < ($4, $5))
     ORDER BY e.at DESC, ${id} DESC LIMIT $6`,
    [person, order ?? null, kind ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
  );
  return pageByTime(rows, limit, placeOf, ({ minor, currency, at, ...row }) => ({
    ...row,
    amount: { minor, currency },
    at: at.toISOString(),
  }));
}

/** All of it has gone back. */
const PAID = "(g.paid_minor = g.goods_minor + g.shipping_minor - g.waived_minor)";

/** Goods that came back, newest first. */
export async function pageOfReturns(
  ctx: Pick<Ctx, "tx">,
  { person, order, isPaid, after, limit }: Page & { isPaid?: boolean | undefined },
): Promise<{ items: ReturnSummary[]; next: string | null }> {
  const rows = await selectRows<Omit<ReturnSummary, "at" | "amount"> & Amount>(
    ctx,
    `SELECT g.id, g.order_id AS "order", g.at, (g.goods_minor - g.waived_minor)::float8 AS minor, o.currency, ${PAID} AS "isPaid",
       (SELECT sum((line->>'quantity')::int)::int FROM jsonb_array_elements(g.lines) line) AS pieces
     FROM order_goods_moved g JOIN orders o ON o.id = g.order_id
     WHERE g.kind = 'return' AND ($1::text IS NULL OR o.person_id = $1) AND ($2::text IS NULL OR g.order_id = $2)
       AND ($3::timestamptz IS NULL OR (g.at, g.id) < ($3, $4)) AND ($6::boolean IS NULL OR ${PAID} = $6)
     ORDER BY g.at DESC, g.id DESC LIMIT $5`,
    [person, order ?? null, after?.at ?? null, after?.id ?? null, limit + 1, isPaid ?? null],
  );
  return pageByTime(rows, limit, placeOf, ({ minor, currency, at, ...row }) => ({
    ...row,
    amount: { minor, currency },
    at: at.toISOString(),
  }));
}

const placeOf = ({ at, id }: { at: Date; id: string }): TimePlace => ({ at, id });
