import { fault } from "../../../platform/faults.ts";
import { CHAIN_PROBLEMS } from "../chain.errors.ts";
import { decodeRevert } from "../reverts.ts";
import { changed } from "./changes.ts";
import type { Estimate } from "./node-answers.ts";
import type { Round } from "./sending.ts";
import { countNonces, type Change, type RelayedTransaction } from "./transactions.store.ts";

/**
 * Room above the estimate; what is not used costs nothing. The state moves until the transaction is mined, also by those that were estimated
 * beside it: an anchor that completes a large subtree of the log takes twice the gas of its neighbours.
 */
const GAS_MARGIN_PERCENT = 100n;
const GAS_MARGIN_FIXED = 50_000n;

/** Refusals that say nothing against a transaction and end without it: it waits. */
const PASSING: ReadonlySet<string> = new Set([CHAIN_PROBLEMS.notPermitted.code, CHAIN_PROBLEMS.carbonPaused.code]);

export interface Prepared {
  /** May be signed, in this order, with that much gas. */
  ready: { transaction: RelayedTransaction; gas: bigint }[];
  /** Will never be signed, or not now; no nonce is used for them. */
  changes: Change[];
  /** Would fail now, but what is on its way, or ready, may change that. */
  postponed: RelayedTransaction[];
}

/**
 * Asks what queued transactions would take, all in one request, and sorts them. One that would fail never holds up those behind it.
 * A refusal is the last word only of a node that has all that we have sent before: what was included may be on its way again after a reorg, as the next
 * round will find out.
 */
export async function prepare(round: Round, queued: readonly RelayedTransaction[]): Promise<Prepared> {
  const { app, node, signer, seenHead } = round;
  const sentNonces = await countNonces({ tx: app.db.dataSource.manager }, signer.address);
  const calls = queued.map(({ target, data }) => ({ to: target, data }));
  const { each: estimates, minedNonces, headNumber } = await node.estimates(signer.address, calls);
  await fault("relayer.after_estimate");
  const prepared: Prepared = { ready: [], changes: [], postponed: [] };
  const refused: { transaction: RelayedTransaction; revert: `0x${string}` }[] = [];
  queued.forEach((transaction, index) => {
    const estimate: Estimate = estimates[index] ?? { message: "no answer" };
    if ("revert" in estimate) refused.push({ transaction, revert: estimate.revert });
    else if ("message" in estimate)
      prepared.changes.push(held(round, transaction, `The node cannot say what it takes: ${estimate.message}`));
    // Refused before it has a nonce: bytes that no node takes would hold up every later nonce.
    else if (estimate.gas > round.policy.maxGas) {
      const detail = `It takes ${estimate.gas} gas; the limit is ${round.policy.maxGas}.`;
      prepared.changes.push(failed(transaction, { code: CHAIN_PROBLEMS.tooMuchGas.code, detail }));
    } else prepared.ready.push({ transaction, gas: gasOf(round, transaction, estimate.gas) });
  });
  const isAlone = minedNonces >= sentNonces && prepared.ready.length === 0;
  for (const { transaction, revert } of refused) {
    const { problem, detail } = decodeRevert(revert);
    const isLastWord = isAlone || (transaction.postponedNonce !== null && minedNonces >= transaction.postponedNonce);
    if (headNumber < seenHead)
      prepared.changes.push(held(round, transaction, `The node is at block ${headNumber}, behind the read model.`));
    else if (PASSING.has(problem.code)) prepared.changes.push(held(round, transaction, `${problem.title} ${detail}`));
    else if (isLastWord) prepared.changes.push(failed(transaction, { code: problem.code, detail }));
    else if (transaction.postponedNonce === null) prepared.postponed.push(transaction);
  }
  return prepared;
}

/** More with each try, for one that ran out of it. */
function gasOf({ policy }: Round, { tries }: RelayedTransaction, estimate: bigint): bigint {
  const gas = (estimate + (estimate * GAS_MARGIN_PERCENT) / 100n + GAS_MARGIN_FIXED) * BigInt(1 + tries);
  return gas < policy.maxGas ? gas : policy.maxGas;
}

function held({ app, policy }: Round, transaction: RelayedTransaction, blockedReason: string): Change {
  const notBefore = new Date(app.clock.now().getTime() + policy.holdMilliseconds);
  return changed(transaction, "held", { blockedReason, notBefore });
}

function failed(transaction: RelayedTransaction, problem: { code: string; detail: string }): Change {
  return changed(transaction, "hopeless", { problem, blockedReason: null, notBefore: null, postponedNonce: null });
}
