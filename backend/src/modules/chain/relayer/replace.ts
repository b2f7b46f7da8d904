import { fault } from "../../../platform/faults.ts";
import { insertAttempts, type Attempt } from "./attempts.store.ts";
import { broadcast } from "./broadcast.ts";
import { applyChanges } from "./changes.ts";
import { bumpedFees, freshFees, type Fees } from "./fees.ts";
import { inFencedTransaction } from "./leadership.ts";
import { askedOf, dearest, type Sight } from "./look.ts";
import type { Round } from "./sending.ts";
import type { Change, RelayedTransaction } from "./transactions.store.ts";

/** A transfer of nothing may cost twice the cap per unit of gas: it takes a fraction of the gas, and nothing moves before it is mined. */
const NOOP_CAP_FACTOR = 2n;
/** Gas of a plain transfer; chains that count more say so when asked. */
export const NOOP_GAS = 21_000n;

interface Replacement {
  sight: Sight;
  after: RelayedTransaction;
  fees: Fees;
  kind: Attempt["kind"];
}

/**
 * Replaces forms that do not get through by dearer ones with the same nonce, and past the cap by a transfer of nothing, which frees the nonce.
 * Whatever is mined in the end, it is one of them: the transaction gets another nonce only when the transfer is final.
 */
export async function replace(round: Round, sights: readonly Sight[]): Promise<void> {
  const changes: Change[] = [];
  const replacements: Replacement[] = [];
  for (const sight of sights) {
    const next = replacementOf(round, sight);
    if ("fees" in next) replacements.push(next);
    if (next.after !== sight.transaction) changes.push({ before: sight.transaction, after: next.after });
  }
  if (changes.length === 0 && replacements.length === 0) return;
  const gas = replacements.some(({ kind }) => kind === "noop") ? await noopGas(round) : NOOP_GAS;
  const attempts = await Promise.all(replacements.map((replacement) => sign(round, replacement, gas)));
  await inFencedTransaction(round.app, round.signer.address, round.leadership, async (ctx) => {
    await insertAttempts(ctx, attempts);
    await applyChanges(ctx, round.listeners, changes);
  });
  await fault("relayer.after_bump");
  for (const { transactionId, nonce, kind, maxFeePerGas } of attempts)
    round.app.log.info(
      { transaction: transactionId, nonce, kind, maxFeePerGas: maxFeePerGas.toString() },
      "replaced a waiting transaction",
    );
  await broadcast(
    round,
    replacements.map(({ sight, after }, index) => ({
      ...sight,
      transaction: { ...after, nonce: sight.transaction.nonce },
      attempts: [attempts[index] as Attempt, ...sight.attempts],
    })),
  );
}

function replacementOf({ app, policy, account }: Round, sight: Sight): Replacement | { after: RelayedTransaction } {
  const { transaction } = sight;
  const last = dearest(sight);
  if (transaction.cancelling === null && transaction.role !== null && askedOf(sight) !== "withdraw") {
    const fees = bumpedFees(last, freshFees({ ...account, cap: policy.maxFeePerGas }), policy.maxFeePerGas);
    if (fees) return { sight, after: transaction, fees, kind: "call" };
    const age = app.clock.now().getTime() - last.createdAt.getTime();
    if (age < policy.cancelAfterMilliseconds) return { after: waiting(transaction, "It waits at the fee cap.") };
  }
  const cap = NOOP_CAP_FACTOR * policy.maxFeePerGas;
  const fees = bumpedFees(last, freshFees({ ...account, cap }), cap);
  const isFiller = transaction.role === null;
  if (!fees) return { after: waiting(transaction, "Its transfer of nothing waits at twice the fee cap.") };
  const after: RelayedTransaction = isFiller
    ? transaction
    : { ...transaction, cancelling: transaction.cancelling ?? "requeue", blockedReason: "It is being withdrawn." };
  return { sight, after, fees, kind: isFiller ? "call" : "noop" };
}

/** The same transaction with its reason to wait; the very same object when nothing is new. */
function waiting(transaction: RelayedTransaction, blockedReason: string): RelayedTransaction {
  return transaction.blockedReason === blockedReason ? transaction : { ...transaction, blockedReason };
}

async function sign({ app, signer, chainId }: Round, { sight, fees, kind }: Replacement, noop: bigint): Promise<Attempt> {
  const { id, target, data, gasLimit, nonce, sender } = sight.transaction;
  const call = kind === "call" ? { to: target, data, gas: gasLimit ?? noop } : { to: sender, data: "0x" as const, gas: noop };
  const signed = await signer.sign({ chainId, nonce, ...call, ...fees });
  return { ...signed, ...fees, transactionId: id, sender, kind, nonce, createdAt: app.clock.now() };
}

/** Rollups count the cost of their first layer as gas. */
export async function noopGas({ node, signer }: Pick<Round, "node" | "signer">): Promise<bigint> {
  const [estimate] = (await node.estimates(signer.address, [{ to: signer.address, data: "0x" }])).each;
  const gas = estimate && "gas" in estimate ? estimate.gas : NOOP_GAS;
  return gas > NOOP_GAS ? (gas * 5n) / 4n : NOOP_GAS;
}
