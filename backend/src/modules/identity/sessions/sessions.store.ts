import { selectRows, type Ctx } from "../../../platform/context.ts";

/** A session as it lies in the database; see the migration. */
export interface SessionRow {
  id: string;
  person: string;
  account: `0x${string}` | null;
  amr: string[];
  /** What the person showed at first; later proofs add to `amr`. */
  beganBy: "wallet" | "password" | "passkey";
  authTime: Date;
  /** Sealed; null for one from before devices were. */
  device: Buffer | null;
  createdAt: Date;
  usedAt: Date;
  expiresAt: Date;
}

const COLUMNS = `id, person_id AS person, account, amr, began_by AS "beganBy", auth_time AS "authTime", device_sealed AS device, created_at AS "createdAt",
  used_at AS "usedAt", expires_at AS "expiresAt"`;
/** $1 is now. A session that ended, was forgotten for too long, or is too old is none. */
const IS_LIVE = "ended_at IS NULL AND expires_at > $1 AND idle_at > $1";

export async function insertSession({ tx }: Pick<Ctx, "tx">, session: SessionRow, idleAt: Date): Promise<void> {
  await tx.query(
    `INSERT INTO sessions (id, person_id, account, amr, began_by, auth_time, device_sealed, created_at, used_at, expires_at, idle_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[session.id, session.person, session.account, session.amr, session.beganBy, session.authTime, session.device],
      ...[session.createdAt, session.usedAt, session.expiresAt, idleAt],
    ],
  );
}

export async function findSession(ctx: Pick<Ctx, "tx">, id: string, now: Date): Promise<SessionRow | undefined> {
  const [row] = await selectRows<SessionRow>(ctx, `SELECT ${COLUMNS} FROM sessions WHERE ${IS_LIVE} AND id = $2`, [now, id]);
  return row;
}

/** The sessions of a person, the last used first. */
export async function listSessions(ctx: Pick<Ctx, "tx">, person: string, now: Date): Promise<SessionRow[]> {
  return selectRows<SessionRow>(
    ctx,
    `SELECT ${COLUMNS} FROM sessions WHERE ${IS_LIVE} AND person_id = $2 ORDER BY used_at DESC, id LIMIT 100`,
    [now, person],
  );
}

/** Ends a session of a person, or all of them. Answers how many were still there. */
export async function endSessions(ctx: Pick<Ctx, "tx" | "clock">, person: string, id?: string): Promise<number> {
  const ended = await selectRows(
    ctx,
    `UPDATE sessions SET ended_at = $1 WHERE ${IS_LIVE} AND person_id = $2 AND ($3::text IS NULL OR id = $3) RETURNING id`,
    [ctx.clock.now(), person, id ?? null],
  );
  return ended.length;
}

/** What a change of password or second factor does to whoever is signed in elsewhere. */
export async function endOtherSessions({ tx, clock }: Pick<Ctx, "tx" | "clock">, person: string, kept: string): Promise<void> {
  await tx.query("UPDATE sessions SET ended_at = $3 WHERE person_id = $1 AND id <> $2 AND ended_at IS NULL", [person, kept, clock.now()]);
}

/** The organisation that a session is to act for from now on. */
export async function setSessionAccount({ tx }: Pick<Ctx, "tx">, id: string, account: string): Promise<void> {
  await tx.query("UPDATE sessions SET account = $2 WHERE id = $1", [id, account]);
}

export async function insertRefreshToken({ tx, clock }: Pick<Ctx, "tx" | "clock">, hash: string, session: string): Promise<void> {
  await tx.query("INSERT INTO refresh_tokens (hash, session_id, issued_at) VALUES ($1, $2, $3)", [hash, session, clock.now()]);
}

/** What is known of a refresh token, with its session locked: two that come at once are judged one after the other. */
export async function lockRefreshToken(
  ctx: Pick<Ctx, "tx" | "clock">,
  hash: string,
): Promise<{ session: SessionRow; replacedAt: Date | null } | undefined> {
  const [session] = await selectRows<SessionRow>(
    ctx,
    `SELECT ${COLUMNS} FROM sessions WHERE ${IS_LIVE} AND id = (SELECT session_id FROM refresh_tokens WHERE hash = $2) FOR UPDATE`,
    [ctx.clock.now(), hash],
  );
  if (session === undefined) return undefined;
  const [token] = await selectRows<{ replacedAt: Date | null }>(
    ctx,
    `SELECT replaced_at AS "replacedAt" FROM refresh_tokens WHERE hash = $1`,
    [hash],
  );
  return { session, replacedAt: token?.replacedAt ?? null };
}

/** All refresh tokens of a session that are out count as used from now on. */
export async function replaceRefreshTokens({ tx, clock }: Pick<Ctx, "tx" | "clock">, session: string): Promise<void> {
  await tx.query("UPDATE refresh_tokens SET replaced_at = $2 WHERE session_id = $1 AND replaced_at IS NULL", [session, clock.now()]);
}

/** The methods (RFC 8176) by which the person of a session has just proven who it is. */
export async function noteProof({ tx, clock }: Pick<Ctx, "tx" | "clock">, id: string, methods: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE sessions SET auth_time = $2, amr = (SELECT array_agg(DISTINCT m) FROM unnest(amr || $3::text[]) AS m)
     WHERE id = $1 AND ended_at IS NULL`,
    [id, clock.now(), methods],
  );
}

/** A method (RFC 8176) that the person of a session now has, without anybody's having proven anything dangerous anew. */
export async function noteMethods({ tx }: Pick<Ctx, "tx">, id: string, methods: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE sessions SET amr = (SELECT array_agg(DISTINCT m) FROM unnest(amr || $2::text[]) AS m) WHERE id = $1 AND ended_at IS NULL`,
    [id, methods],
  );
}

export async function touchSession({ tx, clock }: Pick<Ctx, "tx" | "clock">, id: string, idleAt: Date): Promise<void> {
  await tx.query("UPDATE sessions SET used_at = $2, idle_at = $3 WHERE id = $1", [id, clock.now(), idleAt]);
}
