import { selectRows, type Ctx } from "../../platform/context.ts";

/** A device that staff works at, or may be made one: until it is enrolled it has a code and no secret. */
export interface Device {
  id: string;
  name: string;
  addedAt: string;
  /** Id of somebody of the staff, or the word for a program. */
  addedBy: string;
  /** Until when its code is good; null once that was used. */
  codeExpiresAt: string | null;
  enrolledAt: string | null;
  usedAt: string | null;
  endedAt: string | null;
}

export function isKnown({ enrolledAt, endedAt }: Device): boolean {
  return enrolledAt !== null && endedAt === null;
}

type Times = "addedAt" | "codeExpiresAt" | "enrolledAt" | "usedAt" | "endedAt";
type Row = Omit<Device, Times> & { [Time in Times]: Date | null };

const COLUMNS = `id, name, added_at AS "addedAt", added_by AS "addedBy", code_expires_at AS "codeExpiresAt", enrolled_at AS "enrolledAt",
  used_at AS "usedAt", ended_at AS "endedAt"`;

/** Those that are known or may be before those that have ended. */
export async function listDevices(ctx: Pick<Ctx, "tx">): Promise<Device[]> {
  return (await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM staff_devices ORDER BY ended_at IS NOT NULL, name, added_at DESC`)).map(
    viewOf,
  );
}

/** A device that waits for its code; one of this name that waits already has this code instead. @returns undefined when a known device has the name */
export async function inviteDevice(
  ctx: Pick<Ctx, "tx">,
  { id, name, by, at, codeHash, expiresAt }: { id: string; name: string; by: string; at: Date; codeHash: Buffer; expiresAt: Date },
): Promise<Device | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `INSERT INTO staff_devices AS d (id, name, added_at, added_by, code_hash, code_expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (name) WHERE ended_at IS NULL DO UPDATE SET added_at = $3, added_by = $4, code_hash = $5, code_expires_at = $6
     WHERE d.enrolled_at IS NULL RETURNING ${COLUMNS}`,
    [id, name, at, by, codeHash, expiresAt],
  );
  return row && viewOf(row);
}

/** Uses a code up: of those that come with it at once, one finds it. @returns undefined when it is not good, or not any more */
export async function exchangeCode(
  ctx: Pick<Ctx, "tx" | "clock">,
  { codeHash, secretHash }: { codeHash: Buffer; secretHash: Buffer },
): Promise<Device | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `UPDATE staff_devices SET code_hash = NULL, code_expires_at = NULL, secret_hash = $2, enrolled_at = $3
     WHERE code_hash = $1 AND code_expires_at > $3 RETURNING ${COLUMNS}`,
    [codeHash, secretHash, ctx.clock.now()],
  );
  return row && viewOf(row);
}

/** @returns undefined when no device has this id */
export async function endDevice(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<Device | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `UPDATE staff_devices SET ended_at = coalesce(ended_at, $2), code_hash = NULL, code_expires_at = NULL WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, ctx.clock.now()],
  );
  return row && viewOf(row);
}

export async function findDeviceById(ctx: Pick<Ctx, "tx">, id: string): Promise<Device | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM staff_devices WHERE id = $1`, [id]);
  return row && viewOf(row);
}

/** The known device that has this secret. */
export async function findDevice(ctx: Pick<Ctx, "tx">, secretHash: Buffer): Promise<{ id: string; usedAt: Date | null } | undefined> {
  const [row] = await selectRows<{ id: string; usedAt: Date | null }>(
    ctx,
    `SELECT id, used_at AS "usedAt" FROM staff_devices WHERE secret_hash = $1 AND ended_at IS NULL`,
    [secretHash],
  );
  return row;
}

export async function noteUse(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<void> {
  await ctx.tx.query("UPDATE staff_devices SET used_at = $2 WHERE id = $1", [id, ctx.clock.now()]);
}

function viewOf({ addedAt, codeExpiresAt, enrolledAt, usedAt, endedAt, ...row }: Row): Device {
  const text = (time: Date | null) => time?.toISOString() ?? null;
  return {
    ...row,
    addedAt: text(addedAt) ?? "",
    ...{ codeExpiresAt: text(codeExpiresAt), enrolledAt: text(enrolledAt), usedAt: text(usedAt), endedAt: text(endedAt) },
  };
}
