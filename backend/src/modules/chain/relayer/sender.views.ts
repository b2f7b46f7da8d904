import type { SenderStatus } from "@waybill/protocol/schemas/api/chain";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

interface SenderViewRow {
  sender: Address;
  balance: string | null;
  spent: string;
  first_mined_at: Date | null;
  queued: string;
  sent: string;
  next_nonce: string;
  fencing_token: string;
  leader_seen_at: Date | null;
  blocked_reason: string | null;
  blocked_since: Date | null;
}

const DAY_HOURS = 24;
/** Spend of less than an hour says nothing about a day. */
const LEAST_HOURS = 1;

/** Every account that was ever sent with. */
export async function listSenders(
  ctx: Pick<Ctx, "tx" | "clock">,
  present?: Readonly<Record<"relayer" | "registrar", Address>>,
): Promise<SenderStatus[]> {
  const now = ctx.clock.now();
  const rows = await selectRows<SenderViewRow>(
    ctx,
    `SELECT s.sender, s.balance, s.next_nonce, s.fencing_token, s.leader_seen_at, s.blocked_reason, s.blocked_since, spend.spent, spend.first_mined_at,
       (SELECT count(*) FROM transactions t WHERE t.sender = s.sender AND t.state = 'queued') AS queued,
       (SELECT count(*) FROM transactions t WHERE t.sender = s.sender AND t.state IN ('signed', 'sent')) AS sent
     FROM relayer_senders s CROSS JOIN LATERAL (
       SELECT coalesce(sum(a.gas_used * a.effective_gas_price), 0) AS spent, min(a.mined_at) AS first_mined_at
       FROM transaction_attempts a WHERE a.sender = s.sender AND a.mined_at > $1) AS spend
     ORDER BY s.sender`,
    [new Date(now.getTime() - DAY_HOURS * 3_600_000)],
  );
  return rows.map((row) => ({
    address: row.sender,
    role: roleOf(row.sender, present),
    balanceWei: row.balance,
    spentWei: row.spent,
    runwayHours: runwayHours(row, now),
    queued: Number(row.queued),
    sent: Number(row.sent),
    nextNonce: Number(row.next_nonce),
    leaderToken: Number(row.fencing_token),
    leaderSeenAt: row.leader_seen_at?.toISOString() ?? null,
    reason: row.blocked_reason,
    stuckSince: row.blocked_since?.toISOString() ?? null,
  }));
}

export async function senderStatus(
  ctx: Pick<Ctx, "tx" | "clock">,
  sender: Address,
  present?: Readonly<Record<"relayer" | "registrar", Address>>,
): Promise<SenderStatus | undefined> {
  return (await listSenders(ctx, present)).find(({ address }) => address === sender);
}

/** A sender that only began today is taken at its pace since then. */
function runwayHours({ balance, spent, first_mined_at }: SenderViewRow, now: Date): number | null {
  if (balance === null || first_mined_at === null || spent === "0") return null;
  const hours = Math.min(DAY_HOURS, Math.max(LEAST_HOURS, (now.getTime() - first_mined_at.getTime()) / 3_600_000));
  return (Number(balance) / Number(spent)) * hours;
}

function roleOf(sender: Address, present?: Readonly<Record<"relayer" | "registrar", Address>>): SenderStatus["role"] {
  if (present?.relayer === sender) return present.registrar === sender ? "both" : "relayer";
  return present?.registrar === sender ? "registrar" : null;
}
