import { fault } from "../../../platform/faults.ts";
import { CHAIN_PROBLEMS } from "../chain.errors.ts";
import { noteSent } from "./attempts.store.ts";
import { applyChanges, changed } from "./changes.ts";
import { inFencedTransaction } from "./leadership.ts";
import { askedOf, dearest, type Sight } from "./look.ts";
import type { Broadcast } from "./node-answers.ts";
import type { Round } from "./sending.ts";
import { UNMINED } from "./settle.ts";
import type { Change } from "./transactions.store.ts";

/** A form that was refused for its fees is not replaced more often than this. */
const FEES_PATIENCE_MILLISECONDS = 2_000;

export interface Said {
  /** Forms that have to be replaced for the node to take the nonce at all. */
  replace: Sight[];
  /** The first reason that is none of a single transaction's. */
  blockedReason: string | null;
}

/**
 * Hands stored bytes to the node, in the order of their nonces. Saying the same bytes twice is harmless, so any doubt is settled by saying them
 * again; no leadership is needed for it, only for noting the answers.
 */
export async function broadcast(round: Round, sights: readonly Sight[]): Promise<Said> {
  const said: Said = { replace: [], blockedReason: null };
  if (sights.length === 0) return said;
  const ordered = [...sights].sort((one, other) => one.transaction.nonce - other.transaction.nonce);
  const answers = await resolveDoubts(round, ordered, await round.node.send(ordered.map((sight) => dearest(sight).raw)));
  await fault("relayer.after_send");
  const changes: Change[] = [];
  ordered.forEach((sight, index) => {
    const answer = answers[index] ?? { kind: "perhaps", message: "no answer" };
    changes.push(...changeOf(round, sight, answer));
    if (answer.kind === "refused" && answer.because === "funds")
      said.blockedReason ??= `Waiting for funds: the node says "${answer.message}".`;
    if (isToBeReplaced(round, sight, answer)) said.replace.push(sight);
  });
  const taken = ordered.filter((_, index) => answers[index]?.kind === "accepted").map((sight) => dearest(sight).hash);
  if (changes.length > 0 || taken.length > 0)
    await inFencedTransaction(round.app, round.signer.address, round.leadership, async (ctx) => {
      await noteSent(ctx, taken);
      const stored = await applyChanges(ctx, round.listeners, changes);
      // What is done next with a sight builds on what is stored now.
      const byId = new Map(stored.map((transaction) => [transaction.id, transaction]));
      for (const sight of ordered) Object.assign(sight.transaction, byId.get(sight.transaction.id));
    });
  return said;
}

/** Where the node's answer leaves open whether it has the bytes, their hash is asked for. */
async function resolveDoubts({ node }: Round, sights: readonly Sight[], answers: Broadcast[]): Promise<Broadcast[]> {
  const doubtful = sights.filter((_, index) => answers[index]?.kind === "perhaps");
  if (doubtful.length === 0) return answers;
  const known = await node.knows(doubtful.map((sight) => dearest(sight).hash));
  const has = new Set(doubtful.filter((_, index) => known[index]).map(({ transaction }) => transaction.id));
  return answers.map((answer, index) => (has.has(sights[index]?.transaction.id ?? -1) ? { kind: "accepted" } : answer));
}

function changeOf({ app }: Round, sight: Sight, answer: Broadcast): Change[] {
  const { transaction } = sight;
  const { hash, kind } = dearest(sight);
  if (answer.kind === "accepted") {
    if (transaction.state === "sent" && transaction.transactionHash === hash && transaction.blockedReason === null) return [];
    const problem = transaction.cancelling === "fail" ? transaction.problem : null;
    const blockedReason = kind === "noop" ? "It is being withdrawn: a transfer of nothing waits in its place." : null;
    const sentAt = transaction.sentAt ?? app.clock.now();
    return [changed(transaction, "accepted", { ...UNMINED, transactionHash: hash, problem, blockedReason, sentAt })];
  }
  const blockedReason = `The node does not take it: ${answer.message}`;
  if (answer.kind === "never" && kind === "call") {
    const problem = { code: CHAIN_PROBLEMS.refusedByNode.code, detail: answer.message };
    return [changed(transaction, "missing", { ...UNMINED, cancelling: "fail", problem, blockedReason })];
  }
  if (transaction.state === "signed" && transaction.blockedReason === blockedReason) return [];
  // What was mined and is only doubted now stays as it is until the chain itself says otherwise.
  if (answer.kind === "perhaps" && transaction.state !== "signed" && transaction.state !== "sent") return [];
  return [changed(transaction, "missing", { ...UNMINED, blockedReason })];
}

function isToBeReplaced({ app }: Round, sight: Sight, answer: Broadcast): boolean {
  if (askedOf(sight) !== null) return true;
  const { kind, createdAt } = dearest(sight);
  if (answer.kind === "never") return kind === "call";
  const age = app.clock.now().getTime() - createdAt.getTime();
  return answer.kind === "refused" && answer.because === "fees" && age >= FEES_PATIENCE_MILLISECONDS;
}
