import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { TimePlace } from "../../../platform/http/time-page.ts";
import type { SessionRow } from "../sessions/sessions.store.ts";

export interface AnySessionRow extends Pick<SessionRow, "id" | "person" | "amr" | "beganBy" | "createdAt" | "usedAt" | "expiresAt"> {
  account: Address | null;
  /** Sealed under the person's key. */
  email: Buffer | null;
}

/** What narrows the list; null does not. */
export interface SessionFilter {
  person: string | null;
  account: string | null;
  beganBy: SessionRow["beganBy"] | null;
}

/** Sessions of everybody that have not ended, the newest first; one more than `limit`. */
export async function listAllSessions(
  ctx: Pick<Ctx, "tx" | "clock">,
  { person, account, beganBy }: SessionFilter,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<AnySessionRow[]> {
  return selectRows<AnySessionRow>(
    ctx,
    `SELECT s.id, s.person_id AS person, s.account, s.amr, s.began_by AS "beganBy", s.created_at AS "createdAt", s.used_at AS "usedAt",
       s.expires_at AS "expiresAt", p.email_sealed AS email
     FROM sessions s LEFT JOIN person_passwords p USING (person_id)
     WHERE s.ended_at IS NULL AND s.expires_at > $1 AND s.idle_at > $1 AND ($2::timestamptz IS NULL OR (s.created_at, s.id) < ($2, $3))
       AND ($4::text IS NULL OR s.person_id = $4) AND ($5::text IS NULL OR lower(s.account) = lower($5)) AND ($6::text IS NULL OR s.began_by = $6)
     ORDER BY s.created_at DESC, s.id DESC LIMIT $7`,
    [ctx.clock.now(), after?.at ?? null, after?.id ?? null, person, account, beganBy, limit + 1],
  );
}

/** Ends a session of anybody, and answers whose it was; undefined when there is none any more. */
export async function endAnySession(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<string | undefined> {
  const [ended] = await selectRows<{ person: string }>(
    ctx,
    `UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 AND idle_at > $2 RETURNING person_id AS person`,
    [id, ctx.clock.now()],
  );
  return ended?.person;
}
