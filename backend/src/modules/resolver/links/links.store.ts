import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { LinkView } from "@waybill/protocol/schemas/api/resolver";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** A link as the database keeps it. */
export interface LinkRow {
  id: Hex32;
  account: Address;
  /** Canonical Digital Link. */
  identifier: string;
  type: LinkView["type"];
  href: string;
  title: string;
  language: string | null;
  mediaType: string | null;
  validBy: "calendar" | "sale";
  from: Date;
  until: Date | null;
  signature: string | null;
}

const COLUMNS = `id, account, identifier, type, href, title, language, media_type AS "mediaType", valid_by AS "validBy",
  valid_from AS "from", valid_until AS "until", signature`;

/** More than anybody reads, and a bound to what one answer costs. */
const MAX_ROWS = 1_000;

/** Keeps a link, once. */
export async function insertLink(ctx: Pick<Ctx, "tx">, link: LinkRow): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO links (id, account, identifier, type, href, title, language, media_type, valid_by, valid_from, valid_until, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
    [
      link.id,
      link.account,
      link.identifier,
      link.type,
      link.href,
      link.title,
      link.language,
      link.mediaType,
      link.validBy,
      link.from,
      link.until,
      link.signature,
    ],
  );
}

/** Ends a link, unless it has ended before. */
export async function endLink(ctx: Pick<Ctx, "tx">, id: Hex32, { at, signature }: { at: Date; signature: string | null }): Promise<void> {
  await ctx.tx.query(`UPDATE links SET valid_until = $2, end_signature = $3 WHERE id = $1 AND (valid_until IS NULL OR valid_until > $2)`, [
    id,
    at,
    signature,
  ]);
}

export async function findLink(ctx: Pick<Ctx, "tx">, id: Hex32): Promise<LinkRow | undefined> {
  return (await selectRows<LinkRow>(ctx, `SELECT ${COLUMNS} FROM links WHERE id = $1`, [id]))[0];
}

/** Links of these identifiers, the newest first. */
export async function linksOf(ctx: Pick<Ctx, "tx">, identifiers: readonly string[]): Promise<LinkRow[]> {
  return selectRows<LinkRow>(ctx, `SELECT ${COLUMNS} FROM links WHERE identifier = ANY($1) ORDER BY sequence DESC LIMIT ${MAX_ROWS}`, [
    identifiers,
  ]);
}

/** Links that say of some identifier that this one took its place. */
export async function linksToSuccessor(ctx: Pick<Ctx, "tx">, identifier: string): Promise<LinkRow[]> {
  return selectRows<LinkRow>(
    ctx,
    `SELECT ${COLUMNS} FROM links WHERE type = 'successor-version' AND href = $1 ORDER BY sequence DESC LIMIT 50`,
    [identifier],
  );
}

/** How many links of an identifier have not ended. */
export async function countOpenLinks(ctx: Pick<Ctx, "tx">, identifier: string, now: Date): Promise<number> {
  const [row] = await selectRows<{ count: string }>(
    ctx,
    "SELECT count(*) AS count FROM links WHERE identifier = $1 AND (valid_until IS NULL OR valid_until > $2)",
    [identifier, now],
  );
  return Number(row?.count ?? 0);
}

/** A page of one account's or one identifier's links, the newest first; `after` is the id of the last one seen. */
export async function listLinks(
  ctx: Pick<Ctx, "tx">,
  { account, identifier }: { account?: Address | undefined; identifier?: string | undefined },
  { after, limit }: { after: string | null; limit: number },
): Promise<LinkRow[]> {
  return selectRows<LinkRow>(
    ctx,
    `SELECT ${COLUMNS} FROM links WHERE ($1::text IS NULL OR account = $1) AND ($2::text IS NULL OR identifier = $2)
       AND ($3::text IS NULL OR sequence < (SELECT sequence FROM links WHERE id = $3)) ORDER BY sequence DESC LIMIT $4`,
    [account ?? null, identifier ?? null, after, limit],
  );
}

export function viewOf({ signature, from, until, ...link }: LinkRow): LinkView {
  return { ...link, from: from.toISOString(), until: until?.toISOString() ?? null, signed: signature !== null };
}
