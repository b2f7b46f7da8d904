import { selectRows, type Ctx } from "../../platform/context.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { openName } from "./names.ts";

export interface StaffMember {
  id: string;
  /** Null once it is erased. */
  name: string | null;
  isLead: boolean;
  createdAt: string;
  endedAt: string | null;
}

const COLUMNS = `id, name_sealed AS sealed, is_lead AS "isLead", created_at AS "createdAt", ended_at AS "endedAt"`;

type Row = Omit<StaffMember, "name" | "createdAt" | "endedAt"> & { sealed: Buffer | null; createdAt: Date; endedAt: Date | null };

/** Somebody who works here now, and the hash of the password. @param index of the name */
export async function findSignIn(ctx: Pick<Ctx, "tx">, index: string): Promise<{ id: string; isLead: boolean; hash: string } | undefined> {
  const [row] = await selectRows<{ id: string; isLead: boolean; hash: string }>(
    ctx,
    `SELECT id, is_lead AS "isLead", hash FROM staff WHERE name_index = $1 AND ended_at IS NULL`,
    [index],
  );
  return row;
}

/** By name; those whose names are erased come last. */
export async function listStaff(ctx: Pick<Ctx, "tx">, personal: PersonalFields): Promise<StaffMember[]> {
  const rows = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM staff ORDER BY created_at, id`);
  return rows.map((row) => viewOf(personal, row)).sort((a, b) => (a.name ?? "\uffff").localeCompare(b.name ?? "\uffff"));
}

export async function hasStaff(ctx: Pick<Ctx, "tx">): Promise<boolean> {
  const [row] = await selectRows<{ found: boolean }>(ctx, "SELECT EXISTS (SELECT FROM staff) AS found");
  return row?.found === true;
}

export async function findStaff(ctx: Pick<Ctx, "tx">, personal: PersonalFields, id: string): Promise<StaffMember | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM staff WHERE id = $1`, [id]);
  return row && viewOf(personal, row);
}

/** @returns false when the name is taken */
export async function insertStaff(
  ctx: Pick<Ctx, "tx" | "clock">,
  { id, sealed, index, hash, isLead }: { id: string; sealed: Buffer; index: string; hash: string; isLead: boolean },
): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO staff (id, name_sealed, name_index, hash, is_lead, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (name_index) DO NOTHING RETURNING id`,
    [id, sealed, index, hash, isLead, ctx.clock.now()],
  );
  return rows.length === 1;
}

/** Whoever ends one, or makes one lead no more, locks all leads, so that the last two do not do so to each other. */
export async function lockLeads(ctx: Pick<Ctx, "tx">): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(ctx, "SELECT id FROM staff WHERE is_lead AND ended_at IS NULL ORDER BY id FOR UPDATE");
  return rows.map(({ id }) => id);
}

/** @returns what it was before; undefined when nobody with this id works here */
export async function setLead(ctx: Pick<Ctx, "tx">, id: string, isLead: boolean): Promise<{ wasLead: boolean } | undefined> {
  const [row] = await selectRows<{ wasLead: boolean }>(
    ctx,
    `UPDATE staff SET is_lead = $2 FROM (SELECT id, is_lead FROM staff WHERE id = $1 FOR UPDATE) before
     WHERE staff.id = before.id AND staff.ended_at IS NULL RETURNING before.is_lead AS "wasLead"`,
    [id, isLead],
  );
  return row;
}

/** Its tasks wait for somebody else. @returns false when there is nobody with this id */
export async function endStaff(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<boolean> {
  const rows = await selectRows(ctx, "UPDATE staff SET ended_at = coalesce(ended_at, $2) WHERE id = $1 RETURNING id", [
    id,
    ctx.clock.now(),
  ]);
  await ctx.tx.query("UPDATE tasks SET state = 'open', staff = NULL WHERE staff = $1 AND state = 'taken'", [id]);
  return rows.length === 1;
}

function viewOf(personal: PersonalFields, { sealed, createdAt, endedAt, ...row }: Row): StaffMember {
  return { ...row, name: openName(personal, row.id, sealed), createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
