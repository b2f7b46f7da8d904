import type { RetentionView } from "@waybill/protocol/schemas/api/privacy";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { RETENTION } from "./retention.ts";

interface Row {
  rule: string;
  ranAt: Date;
  today: string;
  month: string;
  ever: string;
}

/** Each rule with what it removed so far. */
export async function retentionViews(ctx: Pick<Ctx, "tx" | "clock">): Promise<RetentionView[]> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT rule, max(ran_at) AS "ranAt", coalesce(sum(removed) FILTER (WHERE day >= today), 0) AS today,
       coalesce(sum(removed) FILTER (WHERE day > today - 30), 0) AS month, sum(removed) AS ever
     FROM retention_days, (SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date AS today) AS t GROUP BY rule`,
    [ctx.clock.now()],
  );
  const done = new Map(rows.map((row) => [row.rule, row]));
  return RETENTION.map(({ table, what, from, hours, only, person, forgets }) => {
    const row = done.get(table);
    return {
      ...{ table, what, from, hours, only: only ?? null, isHeldBack: person !== undefined, forgets: forgets?.column ?? null },
      ranAt: row?.ranAt.toISOString() ?? null,
      removed: { today: Number(row?.today ?? 0), inThirtyDays: Number(row?.month ?? 0), ever: Number(row?.ever ?? 0) },
    };
  });
}
