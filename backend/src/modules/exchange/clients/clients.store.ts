import type { ClientView, ExchangeScope } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Writing = Pick<Ctx, "tx" | "clock">;

/** Whom a client or a token stands for: a partner, and whose partner it is. */
export interface PartnerOf {
  partnerId: string;
  account: Address;
}

export async function insertClient(
  ctx: Writing,
  client: { id: string; partnerId: string; scopes: readonly ExchangeScope[] },
): Promise<void> {
  await ctx.tx.query("INSERT INTO exchange_clients (id, partner_id, scopes, created_at) VALUES ($1, $2, $3, $4)", [
    ...[client.id, client.partnerId, client.scopes, ctx.clock.now()],
  ]);
}

export async function insertSecret(ctx: Writing, clientId: string, hash: string): Promise<void> {
  await ctx.tx.query("INSERT INTO exchange_secrets (hash, client_id, created_at) VALUES ($1, $2, $3)", [hash, clientId, ctx.clock.now()]);
}

/** Lets all secrets of a client end at a time, unless they end before. Tokens end with the secret that got them. */
export async function endSecrets(ctx: Pick<Ctx, "tx">, clientId: string, at: Date): Promise<void> {
  await ctx.tx.query("UPDATE exchange_secrets SET expires_at = least(expires_at, $2) WHERE client_id = $1", [clientId, at]);
}

/** An organisation's own client that was not revoked, locked; undefined for those of others. */
export async function lockClient(ctx: Pick<Ctx, "tx">, account: Address, id: string): Promise<{ scopes: ExchangeScope[] } | undefined> {
  const [row] = await selectRows<{ scopes: ExchangeScope[] }>(
    ctx,
    `SELECT c.scopes FROM exchange_clients c JOIN exchange_partners p ON p.id = c.partner_id
     WHERE c.id = $1 AND p.account = $2 AND c.revoked_at IS NULL FOR UPDATE OF c`,
    [id, account],
  );
  return row;
}

export async function revokeClient(ctx: Writing, id: string): Promise<void> {
  await ctx.tx.query("UPDATE exchange_clients SET revoked_at = $2 WHERE id = $1", [id, ctx.clock.now()]);
  await endSecrets(ctx, id, ctx.clock.now());
}

export async function listClients(ctx: Pick<Ctx, "tx">, account: Address, partnerId: string): Promise<ClientView[]> {
  const rows = await selectRows<{ id: string; scopes: ExchangeScope[]; createdAt: Date; revokedAt: Date | null }>(
    ctx,
    `SELECT c.id, c.scopes, c.created_at AS "createdAt", c.revoked_at AS "revokedAt"
     FROM exchange_clients c JOIN exchange_partners p ON p.id = c.partner_id WHERE p.id = $1 AND p.account = $2 ORDER BY c.created_at, c.id`,
    [partnerId, account],
  );
  return rows.map(({ id, scopes, createdAt, revokedAt }) => ({
    ...{ clientId: id, scopes, createdAt: createdAt.toISOString() },
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}

/** The scopes of the client with this id and secret, while both are good. */
export async function findScopes(ctx: Writing, clientId: string, secretHash: string): Promise<ExchangeScope[] | undefined> {
  const [row] = await selectRows<{ scopes: ExchangeScope[] }>(
    ctx,
    `SELECT c.scopes FROM exchange_clients c JOIN exchange_secrets s ON s.client_id = c.id
     WHERE c.id = $1 AND s.hash = $2 AND c.revoked_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $3)`,
    [clientId, secretHash, ctx.clock.now()],
  );
  return row?.scopes;
}

export async function insertToken(
  ctx: Pick<Ctx, "tx">,
  token: { hash: string; secretHash: string; scopes: readonly ExchangeScope[]; expiresAt: Date },
): Promise<void> {
  await ctx.tx.query("INSERT INTO exchange_tokens (hash, secret_hash, scopes, expires_at) VALUES ($1, $2, $3, $4)", [
    ...[token.hash, token.secretHash, token.scopes, token.expiresAt],
  ]);
}

export interface TokenRow extends PartnerOf {
  scopes: ExchangeScope[];
  expiresAt: Date;
  /** When the secret ends that got it; null while it is good. */
  secretExpiresAt: Date | null;
}

export async function findToken(ctx: Pick<Ctx, "tx">, hash: string): Promise<TokenRow | undefined> {
  const [row] = await selectRows<TokenRow>(
    ctx,
    `SELECT c.partner_id AS "partnerId", p.account, t.scopes, t.expires_at AS "expiresAt", s.expires_at AS "secretExpiresAt"
     FROM exchange_tokens t JOIN exchange_secrets s ON s.hash = t.secret_hash JOIN exchange_clients c ON c.id = s.client_id
     JOIN exchange_partners p ON p.id = c.partner_id WHERE t.hash = $1`,
    [hash],
  );
  return row;
}
