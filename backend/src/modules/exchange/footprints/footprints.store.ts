import type { ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import { validityOf } from "@waybill/protocol/pact/validity";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { PartnerOf } from "../clients/clients.store.ts";
import { conditionOf, type FootprintCriteria } from "./filters.ts";

type Reading = Pick<Ctx, "tx">;

/** Serialises changes, so that their numbers become visible in their order: a reader that has seen change n never misses one below. */
const CHANGES_LOCK = 9_292_461;

/** A footprint with what proves it. */
export interface FootprintRow {
  id: string;
  sequence: string;
  account: Address;
  /** JSON object without `status`. */
  body: string;
  digest: Hex32;
  salt: Hex32;
  commitment: Hex32;
  isDeprecated: boolean;
}

const columns = (asOf: string) => `f.id, f.sequence, f.account, f.body, f.digest, f.salt, f.commitment,
  coalesce(f.deprecated_at_sequence <= ${asOf}, false) AS "isDeprecated"`;
const NOW = "9223372036854775807";

/** Takes the right to change footprints until the transaction ends. */
export async function lockChanges(ctx: Reading): Promise<void> {
  await ctx.tx.query("SELECT pg_advisory_xact_lock($1)", [CHANGES_LOCK]);
}

/** The same, and the number of this change. */
export async function beginChange(ctx: Reading): Promise<string> {
  await lockChanges(ctx);
  const [row] = await selectRows<{ number: string }>(ctx, "SELECT nextval('exchange_changes') AS number");
  if (!row) throw new Error("a sequence has a next value");
  return row.number;
}

/** The newest change that is visible. */
export async function lastChange(ctx: Reading): Promise<string> {
  const [row] = await selectRows<{ number: string }>(
    ctx,
    `SELECT greatest(max(sequence), (SELECT max(deprecated_at_sequence) FROM exchange_footprints), 0) AS number FROM exchange_footprints`,
  );
  return row?.number ?? "0";
}

export interface NewFootprint {
  footprint: ProductFootprint;
  account: Address;
  change: string;
  digest: Hex32;
  salt: Hex32;
  commitment: Hex32;
}

export async function insertFootprint(ctx: Pick<Ctx, "tx" | "clock">, { footprint, ...rest }: NewFootprint): Promise<void> {
  const { status: _changes, ...said } = footprint;
  const { pcf } = footprint;
  const lower = (list: readonly (string | undefined)[] = []) => list.flatMap((text) => (text === undefined ? [] : text.toLowerCase()));
  const { from, until } = validityOf(footprint);
  await ctx.tx.query(
    `INSERT INTO exchange_footprints (id, sequence, account, body, digest, salt, commitment, created_at, product_ids, company_ids,
       classifications, geographies, valid_from, valid_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[footprint.id, rest.change, rest.account, JSON.stringify(said), rest.digest, rest.salt, rest.commitment, ctx.clock.now()],
      ...[lower(footprint.productIds), lower(footprint.companyIds), lower(footprint.productClassifications)],
      lower([pcf.geographyRegionOrSubregion, pcf.geographyCountry, pcf.geographyCountrySubdivision]),
      ...[from, until],
    ],
  );
}

/** Deprecates an organisation's own active footprints. Answers the ids of those that were active. */
export async function deprecate(ctx: Reading, account: Address, ids: readonly string[], change: string): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    ctx,
    `UPDATE exchange_footprints SET deprecated_at_sequence = $3
     WHERE id = ANY($2::uuid[]) AND account = $1 AND deprecated_at_sequence IS NULL RETURNING id`,
    [account, ids, change],
  );
  return rows.map(({ id }) => id);
}

export async function findFootprint(ctx: Reading, account: Address, id: string): Promise<FootprintRow | undefined> {
  const [row] = await selectRows<FootprintRow>(ctx, `SELECT ${columns(NOW)} FROM exchange_footprints f WHERE id = $1 AND account = $2`, [
    ...[id, account],
  ]);
  return row;
}

/** A page of what an organisation has published, newest first; `after` is the sequence of the last one seen. */
export async function listOwn(
  ctx: Reading,
  account: Address,
  { after, limit }: { after: string | null; limit: number },
): Promise<FootprintRow[]> {
  return selectRows(
    ctx,
    `SELECT ${columns(NOW)} FROM exchange_footprints f WHERE account = $1 AND ($2::bigint IS NULL OR sequence < $2)
     ORDER BY sequence DESC LIMIT $3`,
    [account, after, limit],
  );
}

/** Of a footprint `f`: shared with the partner `$2`. */
export const SHARED = `f.product_ids && (SELECT array_agg(g.product_id) FROM exchange_grants g WHERE g.partner_id = $2)`;

export interface SharedPage {
  criteria: FootprintCriteria;
  /** Sequence of the last one seen. */
  after: string;
  /** The change up to which footprints are looked at, so that a page is the same whatever is published meanwhile. */
  asOf: string;
  limit: number;
}

/** A page of the footprints that are shared with a partner, in the order of their publication. */
export async function listShared(ctx: Reading, { account, partnerId }: PartnerOf, page: SharedPage): Promise<FootprintRow[]> {
  const { sql, parameters } = conditionOf(page.criteria, { first: 6, asOf: "$4::bigint" });
  return selectRows(
    ctx,
    `SELECT ${columns("$4::bigint")} FROM exchange_footprints f
     WHERE f.account = $1 AND ${SHARED} AND f.sequence > $3 AND f.sequence <= $4 ${sql} ORDER BY f.sequence LIMIT $5`,
    [account, partnerId, page.after, page.asOf, page.limit, ...parameters],
  );
}

/** Whether a footprint is shared with a partner. */
export async function isShared(ctx: Reading, { account, partnerId }: PartnerOf, id: string): Promise<boolean> {
  const rows = await selectRows(ctx, `SELECT 1 FROM exchange_footprints f WHERE f.account = $1 AND f.id = $3 AND ${SHARED}`, [
    ...[account, partnerId, id],
  ]);
  return rows.length > 0;
}

/** A footprint as JSON text with the status that it has. */
export function textOf({ body, isDeprecated }: Pick<FootprintRow, "body" | "isDeprecated">): string {
  return `${body.slice(0, -1)},"status":"${isDeprecated ? "Deprecated" : "Active"}"}`;
}
