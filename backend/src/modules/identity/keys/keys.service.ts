import type { ApiKeyRequest, ApiKeyView, NewApiKey } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { issueToken } from "../tokens.service.ts";

/** Far above what an organisation needs; each is a secret to look after. */
const MAX_KEYS = 100;
const DAY = 86_400_000;
const HOUR = 3_600_000;

interface KeyRow {
  id: string;
  name: string;
  scopes: ApiKeyRequest["scopes"];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

const COLUMNS = `id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;

/** Those that read the whole audit log are the operator's, in whosever name they are. */
const IS_OWN = "NOT 'audit' = ANY(scopes)";

/** The keys of an organisation that are still good, the newest first. */
export async function listKeys(ctx: Pick<Ctx, "tx" | "clock">, account: Address): Promise<ApiKeyView[]> {
  const rows = await selectRows<KeyRow>(
    ctx,
    `SELECT ${COLUMNS} FROM api_tokens WHERE account = $1 AND revoked_at IS NULL AND expires_at > $2 AND ${IS_OWN} ORDER BY created_at DESC, id`,
    [account, ctx.clock.now()],
  );
  return rows.map(({ createdAt, expiresAt, lastUsedAt, ...row }) => ({
    ...row,
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null },
  }));
}

/** Makes a key. @throws {ProblemError} `identity.too-many-keys` */
export async function createKey(ctx: Ctx, account: Address, { name, scopes, days }: ApiKeyRequest): Promise<NewApiKey> {
  await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended('keys ' || $1, 0))", [account]);
  if ((await listKeys(ctx, account)).length >= MAX_KEYS) throw new ProblemError(IDENTITY_PROBLEMS.tooManyKeys);
  const { id, token, expiresAt } = await issueToken(ctx, account, { name, scopes, milliseconds: days * DAY });
  return { id, key: token, expiresAt: expiresAt.toISOString() };
}

/**
 * A new key in the place of one, as long and for the same; the old one stays good for the overlap, so that clients change at their leisure.
 *
 * @throws {ProblemError} `identity.unknown-key`, `identity.too-many-keys`
 */
export async function rotateKey(
  ctx: Ctx,
  { account, id, overlapHours }: { account: Address; id: string; overlapHours: number },
): Promise<NewApiKey> {
  const now = ctx.clock.now();
  const ends = new Date(now.getTime() + overlapHours * HOUR);
  const [old] = await selectRows<KeyRow & { lifetime: string }>(
    ctx,
    `WITH old AS (SELECT * FROM api_tokens WHERE id = $1 AND account = $2 AND revoked_at IS NULL AND expires_at > $3 AND ${IS_OWN} FOR UPDATE)
     UPDATE api_tokens k SET expires_at = least(k.expires_at, $4) FROM old WHERE k.id = old.id
     RETURNING old.id, old.name, old.scopes, extract(epoch FROM old.expires_at - old.created_at) / 86400 AS lifetime`,
    [id, account, now, ends],
  );
  if (old === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unknownKey);
  return createKey(ctx, account, { name: old.name, scopes: old.scopes, days: Number(old.lifetime) });
}

/** Ends a key at once. @throws {ProblemError} `identity.unknown-key` */
export async function revokeKey(ctx: Ctx, account: Address, id: string): Promise<void> {
  const ended = await selectRows(
    ctx,
    `UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND account = $2 AND revoked_at IS NULL AND expires_at > $3 AND ${IS_OWN} RETURNING id`,
    [id, account, ctx.clock.now()],
  );
  if (ended.length === 0) throw new ProblemError(IDENTITY_PROBLEMS.unknownKey);
}
