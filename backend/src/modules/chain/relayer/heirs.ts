import type { Address } from "@waybill/protocol/schemas/primitives";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import type { Service } from "../../../platform/module.ts";
import { startLoop } from "../../../platform/loop.ts";
import { notify, type TransactionListeners } from "./changes.ts";
import { LEASE_SECONDS, LostLeadershipError, tryLead, WORK_CHANNEL } from "./leadership.ts";
import { relayOnce } from "./round.ts";
import type { Sending } from "./sending.ts";
import { watchOnlySigner } from "./signer.ts";
import type { Signers } from "./signers.ts";
import { findByKeys, type SenderRole } from "./transactions.store.ts";

const PAUSE_MILLISECONDS = 5_000;

/**
 * Looks after what a key left behind that is no longer configured: what is signed is said again and followed to its end, for which no key is needed;
 * what has no nonce goes to the present key of its role. As long as a nonce is in doubt its transaction stays where it is.
 */
export function startHeirs(sending: Omit<Sending, "signer">, signers: Signers): Service {
  const { app, listeners } = sending;
  const log = app.log.child({ part: "relayer" });
  return startLoop(async () => {
    try {
      const present = { relayer: signers.relayer.address, registrar: signers.registrar.address };
      await inTransaction(app, async (ctx) => {
        const count = await readdress(ctx, listeners, present);
        if (count > 0) log.info({ count }, "queued transactions of an earlier key go out with the present one");
      });
      for (const sender of await orphanedSenders({ tx: app.db.dataSource.manager }, Object.values(present)))
        await lookAfter(sending, sender);
    } catch (error) {
      log.debug({ err: error }, "what earlier keys left is looked after later");
    }
    return PAUSE_MILLISECONDS;
  });
}

/** One round for a sender without its key; also how a test does it. */
export async function lookAfter(sending: Omit<Sending, "signer">, sender: Address): Promise<void> {
  const leadership = await tryLead(sending.app, sender);
  if (!leadership) return;
  try {
    await relayOnce({ ...sending, signer: watchOnlySigner(sender), leadership });
  } catch (error) {
    if (!(error instanceof LostLeadershipError)) throw error;
  } finally {
    await leadership.release();
  }
}

/** A sender is left alone while somebody leads it: during a change of keys the old process may still be at work. */
const NOBODY_LEADS = `NOT EXISTS (SELECT FROM relayer_senders s WHERE s.sender = t.sender
  AND s.leader_seen_at > now() - make_interval(secs => ${LEASE_SECONDS}))`;

/** Gives queued transactions without a nonce to the present key of their role; answers how many. */
export async function readdress(
  ctx: Ctx,
  listeners: TransactionListeners,
  present: Readonly<Record<SenderRole, Address>>,
): Promise<number> {
  const rows = await selectRows<{ business_key: string }>(
    ctx,
    `UPDATE transactions AS t SET sender = n.sender, updated_at = $2 FROM jsonb_each_text($1::jsonb) AS n(role, sender)
     WHERE t.state = 'queued' AND t.nonce IS NULL AND t.role = n.role AND t.sender <> n.sender AND ${NOBODY_LEADS}
     RETURNING t.business_key`,
    [JSON.stringify(present), ctx.clock.now()],
  );
  for (const transaction of await findByKeys(
    ctx,
    rows.map((row) => row.business_key),
  ))
    await notify(ctx, listeners, transaction);
  if (rows.length > 0) await ctx.tx.query("SELECT pg_notify($1, '')", [WORK_CHANNEL]);
  return rows.length;
}

async function orphanedSenders(tx: Pick<Ctx, "tx">, present: readonly Address[]): Promise<Address[]> {
  const rows = await selectRows<{ sender: Address }>(
    tx,
    `SELECT DISTINCT t.sender FROM transactions t WHERE t.sender <> ALL($1) AND ${NOBODY_LEADS}
       AND (t.state IN ('signed', 'sent', 'unknown') OR (t.state IN ('included', 'reverted') AND NOT t.settled))`,
    [present],
  );
  return rows.map(({ sender }) => sender);
}
