import type { ChainActView } from "@waybill/protocol/schemas/api/chain-acts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { TimePlace } from "../../../platform/http/time-page.ts";

export interface SentAct {
  transactionHash: string;
  events: readonly ChainActView["events"][number][];
  block: number;
}
/** With what the node says of the transaction. */
export interface KnownAct extends SentAct {
  at: Date;
  sender: string;
  call: string;
}
type Verdict = ChainActView["verdict"];

/** Minutes by which the clock of the chain and ours may differ. */
const SKEW = "5 minutes";
/** A wallet that several persons sign takes days; what was noted longer ago was not sent. */
const GOOD_FOR = "7 days";

/** Of these the ones that have been looked at. */
export async function knownActs(ctx: Pick<Ctx, "tx">, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await selectRows<{ hash: string }>(ctx, "SELECT transaction_hash AS hash FROM chain_acts WHERE transaction_hash = ANY($1)", [
    hashes,
  ]);
  return new Set(rows.map(({ hash }) => hash));
}

/** Up to which block the first look saw; null before it. */
export async function firstLook(ctx: Pick<Ctx, "tx">): Promise<number | null> {
  const [row] = await selectRows<{ block: string | null }>(ctx, "SELECT min(seen_to) AS block FROM chain_acts WHERE verdict = 'before'");
  return row?.block == null ? null : Number(row.block);
}

/** Keeps that these were there when the first look was taken. */
export async function insertEarlierActs({ tx, clock }: Pick<Ctx, "tx" | "clock">, acts: readonly SentAct[], head: number): Promise<void> {
  await tx.query(
    `INSERT INTO chain_acts (transaction_hash, events, in_block, seen_at, seen_to, verdict)
     SELECT hash, events, block, $4, $5, 'before' FROM unnest($1::text[], $2::jsonb[], $3::bigint[]) AS a (hash, events, block) ON CONFLICT DO NOTHING`,
    [
      acts.map((act) => act.transactionHash),
      acts.map((act) => JSON.stringify(act.events)),
      acts.map((act) => act.block),
      clock.now(),
      head,
    ],
  );
}

export async function insertAct(
  { tx, clock }: Pick<Ctx, "tx" | "clock">,
  { transactionHash, events, block, at, sender, call }: KnownAct,
  { isOwn, head }: { isOwn: boolean; head: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO chain_acts (transaction_hash, events, in_block, seen_at, seen_to, verdict, at, sender, call_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [transactionHash, JSON.stringify(events), block, clock.now(), head, isOwn ? "own" : "unnoted", at, sender, call],
  );
}

/**
 * Finds the notes of acts that have none: of the same wallet and call, or with this very transaction, made before it and for it alone. Also of
 * acts that were looked at before, for the hash may be told later.
 */
export async function matchNotes(ctx: Pick<Ctx, "tx">): Promise<void> {
  const acts = await selectRows<{ hash: string }>(
    ctx,
    "SELECT transaction_hash AS hash FROM chain_acts WHERE verdict = 'unnoted' AND acknowledged_at IS NULL ORDER BY in_block, at FOR UPDATE",
  );
  // One after the other: each note is of one transaction.
  for (const { hash } of acts)
    await ctx.tx.query(
      `UPDATE chain_acts a SET verdict = 'noted', note_id = found.id FROM (
         SELECT n.id FROM chain_notes n, chain_acts b WHERE b.transaction_hash = $1
           AND n.noted_at <= b.at + interval '${SKEW}' AND n.noted_at > b.at - interval '${GOOD_FOR}'
           AND (n.transaction_hash = b.transaction_hash OR (lower(n.wallet) = lower(b.sender) AND n.call_hash = b.call_hash))
           AND NOT EXISTS (SELECT FROM chain_acts used WHERE used.note_id = n.id)
         ORDER BY (n.transaction_hash = b.transaction_hash) DESC NULLS LAST, n.noted_at LIMIT 1) AS found
       WHERE a.transaction_hash = $1`,
      [hash],
    );
}

/** Acts without a note that nobody has acknowledged. */
export async function countUnnoted(ctx: Pick<Ctx, "tx">): Promise<number> {
  const [row] = await selectRows<{ count: string }>(
    ctx,
    "SELECT count(*) AS count FROM chain_acts WHERE verdict = 'unnoted' AND acknowledged_at IS NULL",
  );
  return Number(row?.count ?? 0);
}

export interface ActRow {
  transactionHash: string;
  events: ChainActView["events"];
  block: string;
  verdict: Verdict;
  at: Date;
  sender: string;
  /** Of the note; null where the person was erased, too. */
  person: string | null;
  action: string | null;
  acknowledgedAt: Date | null;
}

/** Since the first look, the newest first, one more than `limit`. */
export async function listActs(
  ctx: Pick<Ctx, "tx">,
  verdict: Verdict | null,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<ActRow[]> {
  return selectRows<ActRow>(
    ctx,
    `SELECT a.transaction_hash AS "transactionHash", a.events, a.in_block AS block, a.verdict, a.at, a.sender, n.person_id AS person, n.action,
       a.acknowledged_at AS "acknowledgedAt"
     FROM chain_acts a LEFT JOIN chain_notes n ON n.id = a.note_id
     WHERE a.verdict <> 'before' AND ($1::text IS NULL OR a.verdict = $1) AND ($2::timestamptz IS NULL OR (a.at, a.transaction_hash) < ($2, $3))
     ORDER BY a.at DESC, a.transaction_hash DESC LIMIT $4`,
    [verdict, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** Somebody has looked into it; false where there is nothing to look into. */
export async function acknowledgeAct({ tx, clock }: Pick<Ctx, "tx" | "clock">, hash: string): Promise<boolean> {
  const done = await selectRows(
    { tx },
    "UPDATE chain_acts SET acknowledged_at = $2 WHERE transaction_hash = $1 AND verdict = 'unnoted' AND acknowledged_at IS NULL RETURNING 1",
    [hash, clock.now()],
  );
  return done.length > 0;
}
