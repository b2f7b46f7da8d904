import { fault } from "../../../platform/faults.ts";
import { CHAIN_PROBLEMS } from "../chain.errors.ts";
import { decodeRevert } from "../reverts.ts";
import { noteCosts } from "./attempts.store.ts";
import { applyChanges, changed } from "./changes.ts";
import { inFencedTransaction } from "./leadership.ts";
import { askedOf, dearest, type Sight } from "./look.ts";
import type { Receipt } from "./node.ts";
import type { Round } from "./sending.ts";
import type { Change, RelayedTransaction } from "./transactions.store.ts";

/** What a round makes of what it saw: changes to be stored, forms to be said (again), and forms to be replaced. */
export interface Settled {
  say: Sight[];
  replace: Sight[];
}

/** Members of a transaction that belong to the block that it is in. */
export const UNMINED = { blockNumber: null, blockHash: null, gasUsed: null, effectiveGasPrice: null, includedAt: null } as const;

/** Without a nonce, as on the first day. */
const FREED = {
  ...UNMINED,
  nonce: null,
  gasLimit: null,
  transactionHash: null,
  problem: null,
  blockedReason: null,
  notBefore: null,
  postponedNonce: null,
  cancelling: null,
  sentAt: null,
} as const;

/** Brings transactions a step further: notes receipts and used nonces in one database transaction, and sorts out the rest. */
export async function settle(round: Round, sights: readonly Sight[]): Promise<Settled> {
  const changes: Change[] = [];
  const settled: Settled = { say: [], replace: [] };
  for (const sight of sights) {
    const { transaction } = sight;
    if (sight.receipt && sight.mined?.kind === "call") changes.push(...(await withReceipt(round, sight, sight.receipt)));
    else if (transaction.nonce < round.account.minedNonces) changes.push(...overtaken(round, sight));
    else if (!sight.isKnown) settled.say.push(sight);
    else if (askedOf(sight) !== null || isStuck(round, sight)) settled.replace.push(sight);
  }
  if (changes.length > 0) {
    await fault("relayer.after_mined");
    const receipts = sights.flatMap(({ receipt }) => receipt ?? []);
    await inFencedTransaction(round.app, round.signer.address, round.leadership, async (ctx) => {
      await noteCosts(ctx, receipts);
      await applyChanges(ctx, round.listeners, changes);
      await fault("relayer.before_ack");
    });
  }
  return settled;
}

async function withReceipt(round: Round, { transaction }: Sight, receipt: Receipt): Promise<Change[]> {
  const { app, finalBlock } = round;
  const isKnown = transaction.blockHash === receipt.blockHash && (transaction.state === "included" || transaction.state === "reverted");
  const isFinal = finalBlock !== null && receipt.blockNumber <= finalBlock;
  if (isKnown && !isFinal) return [];
  const patch: Partial<RelayedTransaction> = {
    transactionHash: receipt.hash,
    blockNumber: receipt.blockNumber,
    blockHash: receipt.blockHash,
    gasUsed: receipt.gasUsed,
    effectiveGasPrice: receipt.effectiveGasPrice,
    includedAt: transaction.includedAt ?? app.clock.now(),
    blockedReason: null,
    cancelling: null,
    problem: null,
  };
  if (receipt.isSuccess) return [changed(transaction, isFinal ? "mined-final" : "mined", patch)];
  const problem = isKnown && transaction.problem ? transaction.problem : await revertOf(round, transaction, receipt);
  if (!isFinal) return [changed(transaction, "refused-on-chain", { ...patch, problem })];
  // Only a transaction that was seen reverted before gets another try: two looks here, too.
  const mends = isKnown && MENDING.has(problem.code) && transaction.tries + 1 < round.policy.maxTries;
  if (!mends) return [changed(transaction, "refused-on-chain", { ...patch, problem, settled: isKnown })];
  const again = { ...FREED, tries: transaction.tries + 1, blockedReason: "The contract refused it on chain; it is tried again." };
  return [changed(transaction, "refused-but-mends", again)];
}

/** Reverts that say nothing against the transaction itself. */
const MENDING: ReadonlySet<string> = new Set([
  CHAIN_PROBLEMS.notPermitted.code,
  CHAIN_PROBLEMS.carbonPaused.code,
  CHAIN_PROBLEMS.outOfGas.code,
]);

/** Code without effect that burnt this much of its gas had too little of it: a call keeps a 64th for the caller (EIP-150). */
const OUT_OF_GAS_PERCENT = 98n;

async function revertOf({ node }: Round, transaction: RelayedTransaction, receipt: Receipt): Promise<{ code: string; detail: string }> {
  const { sender, target, data, gasLimit } = transaction;
  const revert = await node.revertAt({ from: sender, to: target, data }, receipt.blockNumber);
  if (revert === null && gasLimit !== null && receipt.gasUsed * 100n >= gasLimit * OUT_OF_GAS_PERCENT)
    return { code: CHAIN_PROBLEMS.outOfGas.code, detail: `It had ${gasLimit} gas.` };
  const { problem, detail } = decodeRevert(revert ?? "0x");
  return { code: problem.code, detail };
}

/**
 * Its nonce is used, and not by one of its calls: the key was used elsewhere, or our own transfer of nothing took it. That is final only when the
 * other use is; until then a reorg may still bring one of its calls back, so it gets no other nonce.
 */
function overtaken({ policy }: Round, { transaction, mined, isSpentElsewhere }: Sight): Change[] {
  const isOurs = mined?.kind === "noop";
  if (!isSpentElsewhere) {
    const blockedReason = isOurs
      ? "It was withdrawn; what becomes of it is settled once that is final."
      : "Its nonce was used by something else than this service; it is sent anew once that is final.";
    if (transaction.state === "unknown" && transaction.blockedReason === blockedReason) return [];
    return [
      changed(transaction, "overtaken", {
        ...UNMINED,
        blockedReason,
        problem: transaction.cancelling === "fail" ? transaction.problem : null,
      }),
    ];
  }
  const tries = transaction.tries + (isOurs ? 1 : 0);
  const giveUp = (code: string, detail: string): Change[] => [
    changed(transaction, "given-up", { ...FREED, tries, problem: { code, detail } }),
  ];
  if (transaction.role === null) return giveUp(CHAIN_PROBLEMS.superseded.code, `Nonce ${transaction.nonce} was used.`);
  if (transaction.cancelling === "fail")
    return giveUp(transaction.problem?.code ?? CHAIN_PROBLEMS.refusedByNode.code, transaction.problem?.detail ?? "");
  if (isOurs && tries >= policy.maxTries) return giveUp(CHAIN_PROBLEMS.stuck.code, `It was withdrawn ${tries} times.`);
  return [changed(transaction, "overtaken-final", { ...FREED, tries })];
}

/**
 * Waits for too long, and it is up to its fees: it is the one that the chain waits for, or it pays less than is asked now. Those behind a stuck one
 * are not made dearer for nothing.
 */
function isStuck(round: Round, sight: Sight): boolean {
  const { app, policy, account } = round;
  const { createdAt, maxFeePerGas } = dearest(sight);
  if (isUnready(round, sight)) return true;
  if (app.clock.now().getTime() - createdAt.getTime() < policy.bumpAfterMilliseconds) return false;
  return sight.transaction.nonce === account.minedNonces || maxFeePerGas < account.baseFee + account.priorityFee;
}

/**
 * The chain waits for it and the node has it, but among what waits for an earlier nonce: a pool that takes it in while the one before is mined can
 * miss that, and the same bytes again are "already known". Another form is looked at anew. Once only, since some nodes never count what waits.
 */
function isUnready({ app, policy, account }: Round, { transaction: { nonce }, attempts }: Sight): boolean {
  const [only, ...others] = attempts;
  if (only === undefined || others.length > 0 || nonce !== account.minedNonces || account.pendingNonces > nonce) return false;
  return app.clock.now().getTime() - only.createdAt.getTime() >= policy.unreadyAfterMilliseconds;
}
