import { findCursor } from "../indexer/cursor.store.ts";
import { broadcast } from "./broadcast.ts";
import { fillGaps } from "./gaps.ts";
import { look } from "./look.ts";
import { reopenAfterReorgs } from "./reopen.ts";
import { replace } from "./replace.ts";
import { sendQueued } from "./send-queued.ts";
import type { LedSending, Round } from "./sending.ts";
import { noteSender } from "./senders.store.ts";
import { settle } from "./settle.ts";
import { hasOpen, listMinedToCheck, listUnmined } from "./transactions.store.ts";

/** Transactions looked at per round, of each kind. */
const ROUND = 500;

/** What we would send there would have no effect, or another one. */
export class ForeignChainError extends Error {
  override name = "ForeignChainError";
}

/** One round: settles what is on its way, then signs and sends what is queued. Answers whether there may be more to do at once. */
export async function relayOnce(sending: LedSending): Promise<boolean> {
  const { app, signer, node, leadership } = sending;
  const tx = { tx: app.db.dataSource.manager };
  const note = (blockedReason: string | null, balance: bigint | null = null, hasGap = false) =>
    noteSender({ ...tx, clock: app.clock }, signer.address, leadership.token, { balance, blockedReason, hasGap });
  const cursor = await findCursor(tx);
  // While the read model stands on a branch that may not be ours, nothing is sent.
  if (cursor?.state === "halted") {
    await note(`Nothing is sent while the read model is halted: ${cursor.reason}`);
    return false;
  }
  await reopenAfterReorgs(sending);
  if (!(await hasOpen(tx, signer.address))) {
    await note(null);
    return false;
  }
  const [isOurs, account] = await Promise.all([sending.isOurChain(), node.account(signer.address)]);
  if (!isOurs) {
    const reason = "The node is on another chain, or the contract is not there.";
    await note(reason);
    throw new ForeignChainError(reason);
  }
  const round: Round = { ...sending, account, finalBlock: cursor?.final?.number ?? null };
  const { minedNonces, headNumber } = account;
  const unmined = await listUnmined(tx, signer.address, ROUND);
  const mined = await listMinedToCheck(tx, signer.address, { minedNonces, headNumber, finalBlock: round.finalBlock, limit: ROUND });
  const settled = await settle(round, await look(round, [...unmined, ...mined]));
  const said = await broadcast(round, settled.say);
  if (!signer.canSign) return false;

  await replace(round, [...settled.replace, ...said.replace]);
  const gaps = await fillGaps(round, unmined);
  const sent = await sendQueued(round);
  await note(
    said.blockedReason ?? sent.blockedReason ?? gaps.blockedReason ?? unmined[0]?.blockedReason ?? null,
    account.balance,
    gaps.hasGap,
  );
  return sent.count > 0 || gaps.filled > 0;
}
