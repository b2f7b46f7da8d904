import { fault } from "../../../platform/faults.ts";
import { decodeRevert } from "../reverts.ts";
import { changeTransaction } from "./changes.ts";
import { bumpedFees, freshFees } from "./fees.ts";
import { inFencedTransaction } from "./leadership.ts";
import type { Receipt } from "./node.ts";
import type { LedSending } from "./sending.ts";
import { insertAttempt, listAttempts, type Attempt, type RelayedTransaction, type TransactionPatch } from "./transactions.store.ts";

/** What was known of sender and chain before the receipts were asked for. The order matters: see `withoutReceipt`. */
export interface ChainView {
  minedNonces: number;
  finalNonces: number;
  /** Last final block of the read model. */
  finalBlock: number | null;
}

/** Brings one signed transaction a step further: finds its receipt, or sends it (again), or replaces it by a dearer form. */
export async function settle(sending: LedSending, transaction: RelayedTransaction, view: ChainView): Promise<void> {
  const attempts = await listAttempts({ tx: sending.app.db.dataSource.manager }, transaction.id);
  const receipts = await Promise.all(attempts.map((attempt) => sending.node.receipt(attempt.hash)));
  const receipt = receipts.find((candidate) => candidate !== null);
  if (receipt) await withReceipt(sending, transaction, receipt, view);
  else
    await withoutReceipt(
      sending,
      transaction,
      attempts.filter(({ nonce }) => nonce === transaction.nonce),
      view,
    );
}

async function withReceipt(
  sending: LedSending,
  transaction: RelayedTransaction,
  receipt: Receipt,
  { finalBlock }: ChainView,
): Promise<void> {
  const isKnown = transaction.blockHash === receipt.blockHash && (transaction.state === "included" || transaction.state === "reverted");
  const isFinal = finalBlock !== null && receipt.blockNumber <= finalBlock;
  if (isKnown && (!isFinal || transaction.state === "reverted")) return;
  await fault("relayer.after_mined");
  const patch: TransactionPatch = {
    transaction_hash: receipt.hash,
    block_number: receipt.blockNumber,
    block_hash: receipt.blockHash,
    gas_used: receipt.gasUsed,
    effective_gas_price: receipt.effectiveGasPrice,
  };
  if (receipt.isSuccess) return change(sending, transaction, { ...patch, state: isFinal ? "final" : "included" });
  const revert = await sending.node.revertAt(
    { from: transaction.sender, to: transaction.target, data: transaction.data },
    receipt.blockNumber,
  );
  const { problem, detail } = decodeRevert(revert ?? "0x");
  await change(sending, transaction, { ...patch, state: "reverted", problem_code: problem.code, problem_detail: detail });
}

/**
 * Not mined, as far as this node knows. Since nonces were read before receipts, a used nonce without a receipt means that something else
 * used it: the key outside of this service. That is final only when the other use is.
 */
async function withoutReceipt(
  sending: LedSending,
  transaction: RelayedTransaction,
  attempts: readonly Attempt[],
  view: ChainView,
): Promise<void> {
  const { nonce } = transaction;
  const newest = attempts[0];
  if (nonce === null || !newest) throw new Error(`transaction ${transaction.id} is ${transaction.state} without a signed form`);
  // Two looks, so that a node that lags behind the one that knew the nonces is not believed at once.
  if (view.finalNonces > nonce && transaction.state === "unknown")
    return change(sending, transaction, { state: "queued", ...UNMINED, nonce: null, transaction_hash: null });
  if (view.minedNonces > nonce) {
    if (transaction.state !== "unknown") await change(sending, transaction, { state: "unknown", ...UNMINED });
    return;
  }
  const isWaiting = transaction.state === "sent" && (await sending.node.hasTransaction(newest.hash));
  if (!isWaiting) return broadcast(sending, transaction, newest);
  const age = sending.app.clock.now().getTime() - newest.createdAt.getTime();
  if (age >= sending.policy.bumpAfterMilliseconds) await replace(sending, transaction, newest);
}

const UNMINED: TransactionPatch = {
  block_number: null,
  block_hash: null,
  gas_used: null,
  effective_gas_price: null,
  problem_code: null,
  problem_detail: null,
};

/** Hands stored bytes to the node. Saying the same bytes twice is harmless, so any doubt is settled by saying them again. */
export async function broadcast(sending: LedSending, transaction: RelayedTransaction, attempt: Attempt): Promise<void> {
  const answer = await sending.node.send(attempt.raw);
  await fault("relayer.after_send");
  if (answer.kind === "nonce-used") return;
  if (answer.kind === "refused") {
    sending.app.log.warn({ transaction: transaction.id, reason: answer.message }, "the node refused a transaction; it will be sent again");
    return;
  }
  if (transaction.state === "sent" && transaction.transactionHash === attempt.hash) return;
  await change(sending, transaction, { ...UNMINED, state: "sent", transaction_hash: attempt.hash, sent_at: sending.app.clock.now() });
}

async function replace(sending: LedSending, transaction: RelayedTransaction, last: Attempt): Promise<void> {
  const { app, node, signer, policy, leadership, chainId } = sending;
  const fees = bumpedFees(last, freshFees({ ...(await node.fees()), cap: policy.maxFeePerGas }), policy.maxFeePerGas);
  if (!fees || transaction.gasLimit === null) return;
  const { target: to, data, gasLimit: gas } = transaction;
  const signed = await signer.sign({ chainId, nonce: last.nonce, to, data, gas, ...fees });
  await inFencedTransaction(app, signer.address, leadership, (ctx) =>
    insertAttempt(ctx, { id: transaction.id, nonce: last.nonce, signed, fees }),
  );
  await fault("relayer.after_bump");
  app.log.info(
    { transaction: transaction.id, maxFeePerGas: fees.maxFeePerGas.toString() },
    "replaced a waiting transaction by a dearer form",
  );
  await broadcast(sending, transaction, { ...signed, ...fees, nonce: last.nonce, createdAt: app.clock.now() });
}

async function change(
  { app, signer, leadership, listeners }: LedSending,
  before: RelayedTransaction,
  patch: TransactionPatch,
): Promise<void> {
  await inFencedTransaction(app, signer.address, leadership, (ctx) => changeTransaction(ctx, listeners, before, patch));
}
