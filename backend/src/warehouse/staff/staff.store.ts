import { selectRows, type Ctx } from "../../platform/context.ts";

export interface StaffMember {
  id: string;
  name: string;
  isLead: boolean;
  createdAt: string;
  endedAt: string | null;
}

const COLUMNS = `id, name, is_lead AS "isLead", created_at AS "createdAt", ended_at AS "endedAt"`;

type Row = Omit<StaffMember, "createdAt" | "endedAt"> & { createdAt: Date; endedAt: Date | null };

/** Somebody who works here now, and the hash of the password. */
export async function findSignIn(ctx: Pick<Ctx, "tx">, name: string): Promise<{ id: string; isLead: boolean; hash: string } | undefined> {
  const [row] = await selectRows<{ id: string; isLead: boolean; hash: string }>(
    ctx,
    `SELECT id, is_lead AS "isLead", hash FROM staff WHERE name = $1 AND ended_at IS NULL`,
    [name],
  );
  return row;
}

export async function listStaff(ctx: Pick<Ctx, "tx">): Promise<StaffMember[]> {
  return (await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM staff ORDER BY name`)).map(viewOf);
}

/** @returns undefined when the name is taken */
export async function insertStaff(
  ctx: Pick<Ctx, "tx" | "clock">,
  { id, name, hash, isLead }: { id: string; name: string; hash: string; isLead: boolean },
): Promise<StaffMember | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `INSERT INTO staff (id, name, hash, is_lead, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING RETURNING ${COLUMNS}`,
    [id, name, hash, isLead, ctx.clock.now()],
  );
  return row && viewOf(row);
}

/** Whoever ends locks all leads, so that the last two do not end each other. */
export async function lockLeads(ctx: Pick<Ctx, "tx">): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(ctx, "SELECT id FROM staff WHERE is_lead AND ended_at IS NULL ORDER BY id FOR UPDATE");
  return rows.map(({ id }) => id);
}

/** Its tasks wait for somebody else. @returns undefined when there is nobody with this id */
export async function endStaff(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<StaffMember | undefined> {
  const [row] = await selectRows<Row>(ctx, `UPDATE staff SET ended_at = coalesce(ended_at, $2) WHERE id = $1 RETURNING ${COLUMNS}`, [
    id,
    ctx.clock.now(),
  ]);
  await ctx.tx.query("UPDATE tasks SET state = 'open', staff = NULL WHERE staff = $1 AND state = 'taken'", [id]);
  return row && viewOf(row);
}

function viewOf({ createdAt, endedAt, ...row }: Row): StaffMember {
  return { ...row, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
