import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Tx = Pick<Ctx, "tx">;

/** What one sender's row says beside its fencing token. */
export interface SenderRow {
  nextNonce: number;
  /** Since when a nonce is missing that nobody fills. */
  gapSince: Date | null;
}

export async function readSender(tx: Tx, sender: Address): Promise<SenderRow> {
  const [row] = await selectRows<{ next_nonce: string; gap_since: Date | null }>(
    tx,
    "SELECT next_nonce, gap_since FROM relayer_senders WHERE sender = $1",
    [sender],
  );
  return { nextNonce: Number(row?.next_nonce ?? 0), gapSince: row?.gap_since ?? null };
}

export async function setNextNonce({ tx }: Tx, sender: Address, nonce: number): Promise<void> {
  await tx.query("UPDATE relayer_senders SET next_nonce = $2 WHERE sender = $1", [sender, nonce]);
}

export interface SenderNote {
  balance: bigint | null;
  /** Why nothing of this sender goes out, in one sentence; null while it does. */
  blockedReason: string | null;
  hasGap: boolean;
}

/** Notes how a sender stands, under its leader's token only; writes nothing when nothing is new. */
export async function noteSender(
  { tx, clock }: Pick<Ctx, "tx" | "clock">,
  sender: Address,
  token: number,
  { balance, blockedReason, hasGap }: SenderNote,
): Promise<void> {
  await tx.query(
    `UPDATE relayer_senders SET balance = coalesce($3::numeric, balance), blocked_reason = $4,
       blocked_since = CASE WHEN $4::text IS NULL THEN NULL ELSE coalesce(blocked_since, $6) END,
       gap_since = CASE WHEN $5::boolean THEN coalesce(gap_since, $6) END
     WHERE sender = $1 AND fencing_token = $2
       AND (coalesce($3::numeric, balance), $4::text, $5::boolean) IS DISTINCT FROM (balance, blocked_reason, gap_since IS NOT NULL)`,
    [sender, token, balance?.toString() ?? null, blockedReason, hasGap, clock.now()],
  );
}
