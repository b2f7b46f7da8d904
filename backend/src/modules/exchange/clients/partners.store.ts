import type { PartnerView } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

interface PartnerRow {
  id: string;
  name: string;
  host_url: string | null;
  auth_url: string | null;
  host_client_id: string | null;
  created_at: Date;
  products: string[];
}

const PARTNERS = `
  SELECT p.id, p.name, p.host_url, p.auth_url, p.host_client_id, p.created_at,
    (SELECT coalesce(array_agg(g.product_id ORDER BY g.product_id), '{}') FROM exchange_grants g WHERE g.partner_id = p.id) AS products
  FROM exchange_partners p`;

/** Where a partner's host system is, as it is stored. */
export interface StoredHost {
  url: string;
  authUrl: string;
  clientId: string;
  /** Sealed; see `host-secret-place.ts`. */
  secret: Buffer;
}

export interface NewPartner {
  id: string;
  account: Address;
  name: string;
  host: StoredHost | null;
}

/** Keeps a partner; false when the organisation has one of that name. */
export async function insertPartner(ctx: Pick<Ctx, "tx" | "clock">, { id, account, name, host }: NewPartner): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO exchange_partners (id, account, name, host_url, auth_url, host_client_id, host_secret, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account, name) DO NOTHING RETURNING id`,
    [id, account, name, host?.url ?? null, host?.authUrl ?? null, host?.clientId ?? null, host?.secret ?? null, ctx.clock.now()],
  );
  return rows.length > 0;
}

export async function setHost(ctx: Pick<Ctx, "tx">, id: string, host: StoredHost): Promise<void> {
  await ctx.tx.query("UPDATE exchange_partners SET host_url = $2, auth_url = $3, host_client_id = $4, host_secret = $5 WHERE id = $1", [
    ...[id, host.url, host.authUrl, host.clientId, host.secret],
  ]);
}

/** An organisation's own partner, which nobody ends before the transaction does; undefined for those of others. */
export async function findPartner(ctx: Pick<Ctx, "tx">, account: Address, id: string): Promise<PartnerView | undefined> {
  const [row] = await selectRows<PartnerRow>(ctx, `${PARTNERS} WHERE p.id = $1 AND p.account = $2 FOR KEY SHARE OF p`, [id, account]);
  return row && viewOf(row);
}

/** An organisation's partners in the order of their ids. */
export async function listPartners(
  ctx: Pick<Ctx, "tx">,
  account: Address,
  { after, limit }: { after: string | null; limit: number },
): Promise<PartnerView[]> {
  const rows = await selectRows<PartnerRow>(ctx, `${PARTNERS} WHERE p.account = $1 AND p.id > $2 ORDER BY p.id LIMIT $3`, [
    ...[account, after ?? "", limit],
  ]);
  return rows.map(viewOf);
}

/** Ends the relation: credentials, tokens and what was shared go with it. False where the organisation has no such partner. */
export async function deletePartner(ctx: Pick<Ctx, "tx">, account: Address, id: string): Promise<boolean> {
  const rows = await selectRows(ctx, "DELETE FROM exchange_partners WHERE id = $1 AND account = $2 RETURNING id", [id, account]);
  return rows.length > 0;
}

/** Sets what a partner may read. Answers the products that it could not read before. */
export async function setGrants(ctx: Pick<Ctx, "tx" | "clock">, partnerId: string, productIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(productIds.map((id) => id.toLowerCase()))];
  await ctx.tx.query("DELETE FROM exchange_grants WHERE partner_id = $1 AND product_id <> ALL($2)", [partnerId, wanted]);
  const rows = await selectRows<{ product_id: string }>(
    ctx,
    `INSERT INTO exchange_grants (partner_id, product_id, granted_at) SELECT $1, unnest($2::text[]), $3
     ON CONFLICT DO NOTHING RETURNING product_id`,
    [partnerId, wanted, ctx.clock.now()],
  );
  return rows.map(({ product_id }) => product_id);
}

function viewOf({ id, name, host_url, auth_url, host_client_id, created_at, products }: PartnerRow): PartnerView {
  const host = host_url === null ? null : { url: host_url, authUrl: auth_url ?? host_url, clientId: host_client_id ?? "" };
  return { id, name, host, products, createdAt: created_at.toISOString() };
}
