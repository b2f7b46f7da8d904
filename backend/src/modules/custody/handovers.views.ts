import type { ContentItem, HandoverView } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { nowSeconds, PRESENT_STATE, type HandoverState } from "./handovers.store.ts";

type Reading = Pick<Ctx, "tx" | "clock">;

interface Row {
  id: string;
  sequence: string;
  unit: Hex32;
  subject: Subject;
  from_account: Address;
  to_account: Address;
  seq: string;
  doc_hash: Hex32;
  salt: string;
  items: ContentItem[];
  deadline: string;
  state: HandoverState;
  reason: string | null;
  offered_at: Date;
  transaction_hash: Hex32 | null;
}

const HANDOVERS = `
  SELECT * FROM (
    SELECT h.id, h.sequence, h.unit, u.subject, h.from_account, h.to_account, h.seq, h.doc_hash, c.salt, c.items, h.deadline, h.offered_at,
      h.transaction_hash, ${PRESENT_STATE} AS state,
      CASE WHEN h.state = 'offered' AND ${PRESENT_STATE} = 'failed' THEN 'The unit moved on before this offer was answered.' ELSE h.reason END AS reason
    FROM custody_handovers h JOIN custody_units u ON u.unit = h.unit JOIN custody_contents c ON c.doc_hash = h.doc_hash
  ) h`;

export interface HandoverFilter {
  /** Giver or receiver. */
  account?: Address | undefined;
  unit?: string | undefined;
  state?: HandoverState | undefined;
  after?: number | undefined;
  limit: number;
}

/** Newest first. */
export async function listHandovers(ctx: Reading, { account, unit, state, after, limit }: HandoverFilter) {
  const rows = await selectRows<Row>(
    ctx,
    `${HANDOVERS} WHERE ($2::text IS NULL OR h.from_account = $2 OR h.to_account = $2) AND ($3::text IS NULL OR h.unit = $3)
       AND ($4::text IS NULL OR h.state = $4) AND ($5::bigint IS NULL OR h.sequence < $5) ORDER BY h.sequence DESC LIMIT $6`,
    [nowSeconds(ctx), account ?? null, unit ?? null, state ?? null, after ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return { items: await viewsOf(ctx, shown), next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null };
}

export async function findHandover(ctx: Reading, id: string): Promise<HandoverView | undefined> {
  return (await viewsOf(ctx, await selectRows<Row>(ctx, `${HANDOVERS} WHERE h.id = $2`, [nowSeconds(ctx), id])))[0];
}

async function viewsOf(ctx: Reading, rows: readonly Row[]): Promise<HandoverView[]> {
  const parties = await partiesByAccount(
    ctx,
    rows.flatMap((row) => [row.from_account, row.to_account]),
  );
  const partyOf = (account: Address) => parties.get(account) ?? { account, name: null, gln: null, country: null };
  return rows.map((row) => ({
    id: row.id,
    unit: row.unit,
    subject: row.subject,
    from: partyOf(row.from_account),
    to: partyOf(row.to_account),
    seq: Number(row.seq),
    docHash: row.doc_hash,
    contents: { salt: row.salt as Hex32, items: row.items },
    deadline: Number(row.deadline),
    state: row.state,
    reason: row.reason,
    offeredAt: row.offered_at.toISOString(),
    transactionHash: row.transaction_hash,
  }));
}
