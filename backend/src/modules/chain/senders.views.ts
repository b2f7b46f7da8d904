import type { SenderView } from "@waybill/protocol/schemas/api/chain-status";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Clock } from "../../platform/clock.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { NodeView } from "./node.views.ts";
import { runwayHours } from "./transactions.domain.ts";

/** An account that sends for us, with what it sends. */
export interface SenderAccount {
  address: Address;
  roles: SenderView["roles"];
}

/** Two bumps: what is not mined by then does not only wait for the next block. */
const STUCK_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 86_400_000;
/** An anchor takes about half of it. With less than this an account can hardly send anything. */
const NEXT_TRANSACTION_GAS = 100_000n;

interface SenderRow {
  queued: string;
  on_the_way: string;
  stuck: string;
  oldest_open_at: Date | null;
  first_at: Date | null;
  spent_wei: string | null;
  leader_token: string | null;
  reason: string | null;
}

/** What each account has under way, what it spent within a day, and how long its balance lasts. */
export async function listSenders(
  ctx: Pick<Ctx, "tx"> & { clock: Clock },
  senders: readonly SenderAccount[],
  node: NodeView,
): Promise<SenderView[]> {
  const now = ctx.clock.now().getTime();
  const views: SenderView[] = [];
  for (const { address, roles } of senders) {
    const row = await readSender(ctx, address, now);
    const balanceWei = node.balances.get(address) ?? null;
    const wei = BigInt(row.spent_wei ?? "0");
    const sinceMilliseconds = row.first_at === null ? 0 : now - row.first_at.getTime();
    const nextCostWei = NEXT_TRANSACTION_GAS * node.gasPriceWei;
    views.push({
      address,
      roles,
      balanceWei: balanceWei?.toString() ?? null,
      spentWeiPerDay: wei.toString(),
      runwayHours: balanceWei === null ? null : runwayHours(balanceWei, { wei, sinceMilliseconds }, nextCostWei),
      queued: Number(row.queued),
      onTheWay: Number(row.on_the_way),
      stuck: Number(row.stuck),
      leaderToken: row.leader_token === null ? null : Number(row.leader_token),
      reason: row.reason,
      oldestOpenAt: row.oldest_open_at?.toISOString() ?? null,
    });
  }
  return views;
}

async function readSender(ctx: Pick<Ctx, "tx">, address: Address, now: number): Promise<SenderRow> {
  const [row] = await selectRows<SenderRow>(
    ctx,
    `SELECT count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state IN ('signed', 'sent')) AS on_the_way,
       count(*) FILTER (WHERE state = 'unknown' OR (state IN ('signed', 'sent') AND created_at < $2)) AS stuck,
       min(created_at) AS oldest_open_at,
       (SELECT created_at FROM transactions ORDER BY id LIMIT 1) AS first_at,
       (SELECT sum(gas_used * effective_gas_price) FROM transaction_attempts WHERE sender = $1 AND mined_at >= $3) AS spent_wei,
       (SELECT fencing_token FROM relayer_senders WHERE sender = $1) AS leader_token,
       (SELECT blocked_reason FROM relayer_senders WHERE sender = $1) AS reason
     FROM transactions WHERE sender = $1 AND state IN ('queued', 'signed', 'sent', 'unknown')`,
    [address, new Date(now - STUCK_MILLISECONDS), new Date(now - DAY_MILLISECONDS)],
  );
  if (!row) throw new Error("an aggregate answers one row");
  return row;
}
