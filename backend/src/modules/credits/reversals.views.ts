import { MAX_REASON_CHARACTERS, reasonFileName, reasonHashOf } from "@waybill/protocol/claims/cancellation-reason";
import type { ReversalView } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { DocumentQueries } from "../documents/documents.queries.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { below, cursorAfter, NEWEST, PLACE, placeOf, readCursor, timeOf, type PlaceRow } from "./places.ts";

export type PublicTexts = Pick<DocumentQueries, "publicTexts">;

/** No character takes more bytes in UTF-8. */
const MAX_REASON_BYTES = MAX_REASON_CHARACTERS * 4;

interface ReversalRow extends PlaceRow {
  kind: "cancelled" | "surrendered";
  batch: Hex32;
  holder: Address | null;
  from_buffer: string;
  uncovered: string;
  surrendered: string;
  reason_hash: Hex32 | null;
}

export interface ReversalFilter {
  batch?: string | undefined;
  holder?: Address | undefined;
  after: string | null;
  limit: number;
}

/** What was called off and what was given up for it, newest first. */
export async function listReversals(ctx: Pick<Ctx, "tx">, documents: PublicTexts, { batch, holder, after, limit }: ReversalFilter) {
  const rows = await selectRows<ReversalRow>(
    ctx,
    `SELECT v.kind, v.batch, v.holder, v.from_buffer, v.uncovered, v.surrendered, v.reason_hash, ${PLACE("v")} FROM credit_reversals v
     WHERE ($1::text IS NULL OR v.batch = $1) AND ($2::text IS NULL OR v.holder = $2) AND ${below("v", 3, 4)}
     ORDER BY ${NEWEST("v")} LIMIT $5`,
    [batch ?? null, holder ?? null, ...readCursor(after), limit + 1],
  );
  return { items: await viewsOf(ctx, documents, rows.slice(0, limit)), next: cursorAfter(rows, limit) };
}

async function viewsOf(ctx: Pick<Ctx, "tx">, documents: PublicTexts, rows: readonly ReversalRow[]): Promise<ReversalView[]> {
  const names = rows.flatMap(({ reason_hash }) => (reason_hash === null ? [] : [reasonFileName(reason_hash)]));
  // Whoever names a text so: only one that hashes to what is on chain is the reason.
  const texts = (await documents.publicTexts(ctx, names, MAX_REASON_BYTES)).map((found) => ({ ...found, hash: reasonHashOf(found.text) }));
  const parties = await partiesByAccount(ctx, [...rows.flatMap(({ holder }) => holder ?? []), ...texts.map(({ account }) => account)]);
  return rows.map((row) => {
    const { kind, batch, holder, from_buffer: fromBuffer, uncovered, surrendered, reason_hash: reasonHash } = row;
    const reason = texts.find(({ hash }) => hash === reasonHash);
    return {
      ...{ kind, batch, fromBuffer, uncovered, reasonHash },
      grams: (BigInt(fromBuffer) + BigInt(uncovered) + BigInt(surrendered)).toString(),
      holder: holder && parties.get(holder)!,
      reason: reason === undefined ? null : { text: reason.text, document: reason.cid, publishedBy: parties.get(reason.account)! },
      at: timeOf(row),
      ...placeOf(row),
    };
  });
}
