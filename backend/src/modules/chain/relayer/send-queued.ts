import { fault } from "../../../platform/faults.ts";
import { insertAttempts, type Attempt } from "./attempts.store.ts";
import { broadcast } from "./broadcast.ts";
import { applyChanges, changed } from "./changes.ts";
import { freshFees, type Fees } from "./fees.ts";
import { inFencedTransaction, LostLeadershipError } from "./leadership.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { readSender, setNextNonce } from "./senders.store.ts";
import type { Round } from "./sending.ts";
import { listQueued, readCommitted, type Change, type RelayedTransaction } from "./transactions.store.ts";

export interface Sent {
  count: number;
  blockedReason: string | null;
}

/** Signs and sends what is queued, as much as there is room and money for. */
export async function sendQueued(round: Round): Promise<Sent> {
  const { app, signer, policy, account } = round;
  const tx = { tx: app.db.dataSource.manager };
  const { inFlight, costWei } = await readCommitted(tx, signer.address);
  const room = policy.maxInFlight - inFlight;
  if (room <= 0) return { count: 0, blockedReason: null };
  const queued = await listQueued(tx, signer.address, { now: app.clock.now(), limit: room });
  if (queued.length === 0) return { count: 0, blockedReason: null };
  if (account.baseFee > policy.maxFeePerGas)
    return { count: 0, blockedReason: `Waiting for fees: a unit of gas costs ${account.baseFee} wei, the cap is ${policy.maxFeePerGas}.` };

  const fees = freshFees({ ...account, cap: policy.maxFeePerGas });
  const prepared = await prepare(round, queued);
  const { affordable, missingWei } = affordableOf(prepared.ready, fees, account.balance - costWei);
  const count = await signAndSend(round, { ...prepared, ready: affordable }, fees);
  return {
    count,
    blockedReason: missingWei === null ? null : `Waiting for funds: the next transaction may cost ${missingWei} wei more than there is.`,
  };
}

/** As many as the balance covers at their dearest, in their order: a nonce whose transaction cannot be paid would hold up all others. */
function affordableOf(
  ready: Prepared["ready"],
  fees: Fees,
  balanceWei: bigint,
): { affordable: Prepared["ready"]; missingWei: bigint | null } {
  let left = balanceWei;
  for (const [index, { gas }] of ready.entries()) {
    left -= gas * fees.maxFeePerGas;
    if (left < 0n) return { affordable: ready.slice(0, index), missingWei: -left };
  }
  return { affordable: ready, missingWei: null };
}

/**
 * Gives transactions their nonces and first signed forms. Both are committed before anybody else sees them, so that whatever happens later
 * there is one nonce and one set of bytes to say again. Signing happens before the database transaction, which then makes sure that the nonces are still free.
 */
async function signAndSend(round: Round, { ready, changes, postponed }: Prepared, fees: Fees): Promise<number> {
  const { app, signer, leadership, listeners, account } = round;
  if (ready.length + changes.length + postponed.length === 0) return 0;
  const { nextNonce: expected } = await readSender({ tx: app.db.dataSource.manager }, signer.address);
  // A higher nonce on the chain means that the key was used elsewhere; a lower one, that ours are still on their way.
  const first = Math.max(expected, account.minedNonces, account.pendingNonces);
  const forms = await Promise.all(
    ready.map(({ transaction, gas }, index) => form(round, transaction, { nonce: first + index, gas, fees })),
  );
  const signed = forms.map(({ change }) => change);
  const end = first + ready.length;
  const waiting = postponed.map((transaction): Change => changed(transaction, "held", { postponedNonce: end }));
  const stored = await inFencedTransaction(app, signer.address, leadership, async (ctx, nextNonce) => {
    if (nextNonce !== expected) throw new LostLeadershipError(`somebody else took nonces of ${signer.address}`);
    await fault("relayer.after_nonce");
    const transactions = await applyChanges(ctx, listeners, [...signed, ...changes, ...waiting]);
    const ids = new Set(transactions.map(({ id }) => id));
    // Its forms are dropped with a transaction that changed meanwhile; its nonce is a gap, which is filled.
    await insertAttempts(
      ctx,
      forms.flatMap(({ attempt }) => (ids.has(attempt.transactionId) ? [attempt] : [])),
    );
    if (ready.length > 0) await setNextNonce(ctx, signer.address, end);
    await fault("relayer.before_commit");
    return new Map(transactions.map((transaction) => [transaction.id, transaction]));
  });
  await fault("relayer.after_sign");
  await broadcast(
    round,
    forms.flatMap(({ attempt }) => {
      const transaction = stored.get(attempt.transactionId);
      if (transaction?.state !== "signed") return [];
      return [{ transaction: { ...transaction, nonce: attempt.nonce }, attempts: [attempt], ...NOTHING_SEEN }];
    }),
  );
  return ready.length;
}

const NOTHING_SEEN = { receipt: null, mined: null, isKnown: false, isSpentElsewhere: false } as const;

async function form(
  { app, signer, chainId }: Round,
  transaction: RelayedTransaction,
  { nonce, gas, fees }: { nonce: number; gas: bigint; fees: Fees },
): Promise<{ attempt: Attempt; change: Change }> {
  const signed = await signer.sign({ chainId, nonce, to: transaction.target, data: transaction.data, gas, ...fees });
  const attempt: Attempt = {
    ...signed,
    ...fees,
    transactionId: transaction.id,
    sender: signer.address,
    kind: "call",
    nonce,
    createdAt: app.clock.now(),
  };
  const patch = { nonce, gasLimit: gas, transactionHash: signed.hash, blockedReason: null, notBefore: null, postponedNonce: null };
  return { attempt, change: changed(transaction, "signed", patch) };
}
