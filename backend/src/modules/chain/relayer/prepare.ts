import { fault } from "../../../platform/faults.ts";
import { CHAIN_PROBLEMS } from "../chain.errors.ts";
import { decodeRevert, type DecodedRevert } from "../reverts.ts";
import { changeTransaction } from "./changes.ts";
import { freshFees } from "./fees.ts";
import { inFencedTransaction, setNextNonce } from "./leadership.ts";
import type { LedSending } from "./sending.ts";
import { insertAttempt, type RelayedTransaction } from "./transactions.store.ts";

/** Room above the estimate: the state may have moved by the time the transaction is mined. */
const GAS_MARGIN_PERCENT = 25n;
const GAS_MARGIN_FIXED = 20_000n;

export type Prepared =
  | { kind: "signed"; transaction: RelayedTransaction }
  /** The contract would refuse it, or it would burn too much gas. Nothing was sent and no nonce used. */
  | { kind: "failed" }
  /** It would fail now, but what is still on its way may change that. */
  | { kind: "postponed" };

/**
 * Gives a queued transaction its nonce and its first signed form. Both are committed before anybody else sees them, so that whatever
 * happens later there is one nonce and one set of bytes to send again.
 *
 * @param options.isAlone Nothing of this sender is on its way, so a refusal is the last word.
 */
export async function prepare(sending: LedSending, transaction: RelayedTransaction, { isAlone }: { isAlone: boolean }): Promise<Prepared> {
  const { app, node, signer, policy, listeners, leadership } = sending;
  const estimate = await node.estimate({ from: signer.address, to: transaction.target, data: transaction.data });
  if ("revert" in estimate) {
    if (!isAlone) return { kind: "postponed" };
    return fail(sending, transaction, decodeRevert(estimate.revert));
  }
  // Refused before it has a nonce: bytes that no node takes would hold up every later nonce.
  if (estimate.gas > policy.maxGas)
    return fail(sending, transaction, {
      problem: CHAIN_PROBLEMS.tooMuchGas,
      detail: `It takes ${estimate.gas} gas; the limit is ${policy.maxGas}.`,
    });
  const gas = estimate.gas + (estimate.gas * GAS_MARGIN_PERCENT) / 100n + GAS_MARGIN_FIXED;
  const [fees, pendingNonce] = await Promise.all([
    node.fees().then((now) => freshFees({ ...now, cap: policy.maxFeePerGas })),
    node.nonce(signer.address, "pending"),
  ]);
  await fault("relayer.after_estimate");
  const signed = await inFencedTransaction(app, signer.address, leadership, async (ctx, nextNonce) => {
    // A higher nonce on the chain means that the key was used elsewhere; a lower one, that ours are still on their way.
    const nonce = Math.max(nextNonce, pendingNonce);
    const form = await signer.sign({ chainId: sending.chainId, nonce, to: transaction.target, data: transaction.data, gas, ...fees });
    await insertAttempt(ctx, { id: transaction.id, nonce, signed: form, fees });
    await setNextNonce(ctx, signer.address, nonce + 1);
    await fault("relayer.before_commit");
    return changeTransaction(ctx, listeners, transaction, { state: "signed", nonce, gas_limit: gas, transaction_hash: form.hash });
  });
  await fault("relayer.after_sign");
  return { kind: "signed", transaction: signed };
}

async function fail(
  { app, signer, leadership, listeners }: LedSending,
  transaction: RelayedTransaction,
  { problem, detail }: DecodedRevert,
): Promise<Prepared> {
  await inFencedTransaction(app, signer.address, leadership, (ctx) =>
    changeTransaction(ctx, listeners, transaction, { state: "failed", problem_code: problem.code, problem_detail: detail }),
  );
  return { kind: "failed" };
}
