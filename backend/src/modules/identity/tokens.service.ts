import type { EntityManager } from "typeorm";
import type { Scope } from "@waybill/protocol/permissions/scopes";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { isSameHash, newToken, parseToken, TOKEN_DAYS, TOKEN_SCOPES } from "./identity.domain.ts";
import { ApiTokenEntity } from "./identity.entities.ts";

const DAY = 86_400_000;
/** `last_used_at` is written at most this often: a hint for people, not a log. */
const LAST_USED_MILLISECONDS = 60_000;

/**
 * Makes a token for an organisation. The answer is the only place where the token itself ever is.
 *
 * @param options what it is called, allows and for how long; to capture for a year by default
 */
export async function issueToken(
  ctx: Pick<Ctx, "tx" | "clock" | "random">,
  account: Address,
  {
    name,
    scopes = TOKEN_SCOPES,
    milliseconds = TOKEN_DAYS * DAY,
  }: { name?: string; scopes?: readonly Scope[]; milliseconds?: number } = {},
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const { id, token, secretHash } = newToken(ctx.random);
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + milliseconds);
  await ctx.tx.getRepository(ApiTokenEntity).insert({
    ...{ id, account, secretHash, scopes: [...scopes], createdAt, expiresAt, lastUsedAt: null, revokedAt: null },
    ...(name === undefined ? {} : { name }),
  });
  return { id, token, expiresAt };
}

/** The organisation behind a token; null when it is unknown, altered, expired or revoked. */
export async function authenticate(tx: EntityManager, now: Date, token: string): Promise<Principal | null> {
  const parsed = parseToken(token);
  if (!parsed) return null;
  const tokens = tx.getRepository(ApiTokenEntity);
  const stored = await tokens.findOneBy({ id: parsed.id });
  if (!stored || !isSameHash(stored.secretHash, parsed.secretHash) || stored.expiresAt <= now || stored.revokedAt) return null;
  if (!stored.lastUsedAt || now.getTime() - stored.lastUsedAt.getTime() > LAST_USED_MILLISECONDS)
    await tokens.update({ id: stored.id }, { lastUsedAt: now });
  return {
    ...{ kind: "key", credential: stored.id, account: stored.account, person: null, authTime: null, amr: [] },
    // Keys that read the whole audit log are the operator's, in whosever name they are.
    ...{ scopes: stored.scopes, roles: ["service"], installationRoles: stored.scopes.includes("audit") ? ["auditor"] : [] },
  };
}
