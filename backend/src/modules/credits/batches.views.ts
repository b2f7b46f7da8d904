import type { CreditBatch, CreditBatchWithHolders } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { claimOfBatch } from "../carbon/carbon.queries.ts";
import { findCursor } from "../chain/chain.queries.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { accountsOf, BATCH_ACCOUNTS, IS_CONSERVED, partsOf, type AccountsRow } from "./accounts.sql.ts";
import { below, cursorAfter, NEWEST, PLACE, placeOf, readCursor, timeOf, type PlaceRow } from "./places.ts";

type Reading = Pick<Ctx, "tx">;

interface BatchRow extends PlaceRow, AccountsRow {
  batch: Hex32;
  issued_to: Address;
  verifier: Address;
  registry: Hex32;
  project: Hex32;
  vintage: number;
  first_serial: string;
  last_serial: string;
  buffer_share: number;
  saving_hash: Hex32;
  conserved: boolean;
}

const BATCHES = `
  SELECT b.batch, b.issued_to, b.verifier, b.registry, b.project, b.vintage, b.first_serial, b.last_serial, b.buffer_share, b.saving_hash,
    ${PLACE("b")}, a.*, ${IS_CONSERVED} AS conserved
  FROM credit_batches b ${BATCH_ACCOUNTS}`;

export interface BatchFilter {
  /** Who received it, verified it, or holds or held some of it. */
  account?: Address | undefined;
  vintage?: number | undefined;
  after: string | null;
  limit: number;
}

/** Newest first. Each issuance is one batch. */
export async function listBatches(ctx: Reading, { account, vintage, after, limit }: BatchFilter) {
  const rows = await selectRows<BatchRow>(
    ctx,
    `${BATCHES} WHERE ($1::text IS NULL OR b.issued_to = $1 OR b.verifier = $1 OR EXISTS (
         SELECT FROM credit_moves m WHERE (m.from_account = $1 OR m.to_account = $1)
           AND m.lines @> jsonb_build_array(jsonb_build_object('batch', b.batch))))
       AND ($2::integer IS NULL OR b.vintage = $2) AND ${below("b", 3, 4)} ORDER BY ${NEWEST("b")} LIMIT $5`,
    [account ?? null, vintage ?? null, ...readCursor(after), limit + 1],
  );
  return { items: await viewsOf(ctx, rows.slice(0, limit)), next: cursorAfter(rows, limit) };
}

/** Holders that a batch shows by name. */
const MOST_HOLDERS = 100;

/** @param ctx of one snapshot, so that the accounts are of the block that is named */
export async function findBatch(ctx: Reading, batch: Hex32): Promise<CreditBatchWithHolders | undefined> {
  const [view] = await viewsOf(ctx, await selectRows<BatchRow>(ctx, `${BATCHES} WHERE b.batch = $1`, [batch]));
  if (!view) return undefined;
  const rows = await selectRows<{ account: Address; grams: string; holders: string }>(
    ctx,
    `SELECT account, sum(grams) AS grams, count(*) OVER () AS holders
     FROM (${partsOf("m.lines @> jsonb_build_array(jsonb_build_object('batch', $1::text))")}) AS parts
     WHERE batch = $1 GROUP BY account HAVING sum(grams) <> 0 ORDER BY 2 DESC, account LIMIT ${MOST_HOLDERS}`,
    [batch],
  );
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  const cursor = await findCursor(ctx);
  return {
    ...view,
    holders: rows.map(({ account, grams }) => ({ holder: parties.get(account)!, grams })),
    holderCount: Number(rows[0]?.holders ?? 0),
    claim: (await claimOfBatch(ctx, BigInt(batch), view.savingHash as Hex32))?.id ?? null,
    block: cursor === null ? null : { number: cursor.indexed.number, hash: cursor.indexed.hash as Hex32 },
  };
}

async function viewsOf(ctx: Reading, rows: readonly BatchRow[]): Promise<CreditBatch[]> {
  const parties = await partiesByAccount(
    ctx,
    rows.flatMap((row) => [row.issued_to, row.verifier]),
  );
  return rows.map((row) => ({
    batch: row.batch,
    issuedTo: parties.get(row.issued_to)!,
    verifier: parties.get(row.verifier)!,
    ...{ registry: row.registry, project: row.project, vintage: row.vintage, firstSerial: row.first_serial, lastSerial: row.last_serial },
    ...{ bufferShare: row.buffer_share, savingHash: row.saving_hash },
    accounts: accountsOf(row),
    isConserved: row.conserved,
    issuedAt: timeOf(row),
    ...placeOf(row),
  }));
}
