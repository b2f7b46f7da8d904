import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { record, type Actor } from "../../../platform/audit.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { CHAIN_PROBLEMS } from "../chain.errors.ts";
import { WORK_CHANNEL } from "./leadership.ts";
import { distinct, type Signers } from "./signers.ts";
import type { Asked, TransactionState } from "./transactions.store.ts";

interface Waiting {
  sender: Address;
  state: TransactionState;
  role: string | null;
  cancelling: string | null;
  nonce: string | null;
  newest: Hex32 | null;
}

const ACTIONS = { replace: "transaction.replaced", withdraw: "transaction.withdrawn" } as const;

/**
 * Has a transaction that no block takes replaced by a dearer form in the relayer's next round, without waiting for its time; or withdrawn: a transfer
 * of nothing takes its nonce, and it is sent with another once that is final. The same again changes nothing.
 *
 * @param signers who can sign another form
 * @param asked.of the newest form, as whoever asks has seen it: what was replaced meanwhile is not replaced twice
 * @throws {ProblemError} `chain.transaction-not-found`, `chain.not-waiting`, `chain.no-key`
 */
export async function steer(ctx: Ctx, signers: Signers, { id, what, of }: Asked & { id: number }, by: Actor | null): Promise<void> {
  const [waiting] = await selectRows<Waiting>(
    ctx,
    `SELECT sender, state, role, cancelling, nonce, (SELECT a.hash FROM transaction_attempts a WHERE a.transaction_id = t.id AND a.nonce = t.nonce
       AND a.sender = t.sender ORDER BY a.max_fee_per_gas DESC, a.created_at DESC LIMIT 1) AS newest
     FROM transactions t WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!waiting) throw new ProblemError(CHAIN_PROBLEMS.transactionNotFound);
  const isOnItsWay = waiting.state === "signed" || waiting.state === "sent";
  // What only fills a gap is a transfer of nothing itself.
  const isWithdrawn = what === "withdraw" && (waiting.role === null || waiting.cancelling !== null);
  if (!isOnItsWay || waiting.newest !== of || isWithdrawn) throw new ProblemError(CHAIN_PROBLEMS.notWaiting);
  if (!distinct(signers).has(waiting.sender)) throw new ProblemError(CHAIN_PROBLEMS.noKey);
  const asked = await selectRows(
    ctx,
    `UPDATE transactions SET asked = $2, asked_of = $3, updated_at = $4
     WHERE id = $1 AND (asked, asked_of) IS DISTINCT FROM ($2, $3) RETURNING id`,
    [id, what, of, ctx.clock.now()],
  );
  if (asked.length === 0) return;
  record(ctx, { action: ACTIONS[what], by, subject: `transaction:${id}`, details: { nonce: Number(waiting.nonce), form: of } });
  await ctx.tx.query("SELECT pg_notify($1, '')", [WORK_CHANNEL]);
}
