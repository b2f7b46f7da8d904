import type { Scope } from "@waybill/protocol/permissions/scopes";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { TimePlace } from "../../../platform/http/time-page.ts";

export interface KeyRow {
  id: string;
  account: Address;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  state: "good" | "expired" | "revoked";
}

/** What narrows the list; null does not. */
export interface KeyFilter {
  name: string | null;
  account: string | null;
  scope: string | null;
  state: KeyRow["state"] | null;
}

/** $1 is now. */
const STATE = "CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= $1 THEN 'expired' ELSE 'good' END";

/** Keys of all organisations, the newest first; one more than `limit`. */
export async function listAllKeys(
  ctx: Pick<Ctx, "tx" | "clock">,
  { name, account, scope, state }: KeyFilter,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<KeyRow[]> {
  return selectRows<KeyRow>(
    ctx,
    `SELECT id, account, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt",
       last_used_at AS "lastUsedAt", ${STATE} AS state
     FROM api_tokens
     WHERE ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3)) AND ($4::text IS NULL OR strpos(lower(name), lower($4)) > 0)
       AND ($5::text IS NULL OR lower(account) = lower($5)) AND ($6::text IS NULL OR $6 = ANY(scopes)) AND ($7::text IS NULL OR ${STATE} = $7)
     ORDER BY created_at DESC, id DESC LIMIT $8`,
    [ctx.clock.now(), after?.at ?? null, after?.id ?? null, name, account, scope, state, limit + 1],
  );
}

/** Ends a key of any organisation, and answers whose it is; undefined when there is none that is still good. */
export async function revokeAnyKey(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<Address | undefined> {
  const [ended] = await selectRows<{ account: Address }>(
    ctx,
    "UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2 RETURNING account",
    [id, ctx.clock.now()],
  );
  return ended?.account;
}
