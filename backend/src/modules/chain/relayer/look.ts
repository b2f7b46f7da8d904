import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { listAttempts, type Attempt } from "./attempts.store.ts";
import type { Receipt } from "./node.ts";
import type { Round } from "./sending.ts";
import type { RelayedTransaction } from "./transactions.store.ts";

/** What the chain and the node say of one transaction with a nonce. */
export interface Sight {
  transaction: RelayedTransaction & { nonce: number };
  /** Its forms for its present nonce, the dearest first; never empty. */
  attempts: readonly Attempt[];
  receipt: Receipt | null;
  /** The form that the receipt is of. */
  mined: Attempt | null;
  /** The node has its dearest form. */
  isKnown: boolean;
  /** Its nonce is used up for good, and by none of its calls. */
  isSpentElsewhere: boolean;
}

/**
 * Looks for transactions on the chain and in the node's pool, with as few requests as possible: only what is below the chain's nonce can have a
 * receipt, and only what is above can wait in the pool.
 */
export async function look(round: Round, transactions: readonly RelayedTransaction[]): Promise<Sight[]> {
  const { app, node, account } = round;
  const all = await listAttempts({ tx: app.db.dataSource.manager }, [...new Set(transactions.map(({ id }) => id))]);
  const sights = transactions.map((transaction): Sight => {
    const { nonce, sender } = transaction;
    const attempts = (all.get(transaction.id) ?? []).filter((attempt) => attempt.nonce === nonce && attempt.sender === sender);
    if (nonce === null || attempts.length === 0)
      throw new Error(`transaction ${transaction.id} is ${transaction.state} without a signed form`);
    return { transaction: { ...transaction, nonce }, attempts, receipt: null, mined: null, isKnown: false, isSpentElsewhere: false };
  });

  const below = sights.filter(({ transaction }) => transaction.nonce < account.minedNonces);
  const receipts = await receiptsOf(round, below);
  for (const sight of below) {
    sight.mined = sight.attempts.find(({ hash }) => receipts.has(hash)) ?? null;
    sight.receipt = (sight.mined && receipts.get(sight.mined.hash)) ?? null;
  }
  // Two looks, so that a node that lags behind the one that knew the nonces is not believed at once.
  for (const sight of below.filter(({ transaction, mined }) => transaction.state === "unknown" && mined?.kind !== "call")) {
    const calls = (all.get(sight.transaction.id) ?? []).filter(({ kind }) => kind === "call").map(({ hash }) => hash);
    sight.isSpentElsewhere = await node.isSpentElsewhere(sight.transaction.sender, sight.transaction.nonce, calls, round.finalBlock);
  }

  const waiting = sights.filter(({ transaction }) => transaction.nonce >= account.minedNonces && transaction.state === "sent");
  const known = await node.knows(waiting.map(dearestHash));
  waiting.forEach((sight, index) => (sight.isKnown = known[index] === true));
  return sights;
}

async function receiptsOf({ node }: Round, sights: readonly Sight[]): Promise<Map<Hex32, Receipt>> {
  const receipts = await node.receipts(sights.flatMap(({ attempts }) => attempts.map(({ hash }) => hash)));
  return new Map(receipts.flatMap((receipt) => (receipt ? [[receipt.hash, receipt]] : [])));
}

/** The form that nodes keep, and that is said again. */
export function dearest({ attempts }: Sight): Attempt {
  const [first] = attempts;
  if (!first) throw new Error("a transaction on its way has a form");
  return first;
}

/** What an admin wants of it and nobody has done yet. */
export function askedOf(sight: Sight): "replace" | "withdraw" | null {
  const { asked, state } = sight.transaction;
  const isWaiting = state === "signed" || state === "sent";
  return isWaiting && asked?.of === dearestHash(sight) ? asked.what : null;
}

function dearestHash(sight: Sight): Hex32 {
  return dearest(sight).hash;
}
