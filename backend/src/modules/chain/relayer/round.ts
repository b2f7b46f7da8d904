import { findCursor } from "../indexer/cursor.store.ts";
import { broadcast } from "./broadcast.ts";
import { fillGaps } from "./gaps.ts";
import { look } from "./look.ts";
import { ForeignChainError } from "./our-chain.ts";
import { reopenAfterReorgs } from "./reopen.ts";
import { replace } from "./replace.ts";
import { sendQueued } from "./send-queued.ts";
import type { LedSending, Round } from "./sending.ts";
import { noteSender } from "./senders.store.ts";
import { settle } from "./settle.ts";
import { hasOpen, listMinedToCheck, listUnmined } from "./transactions.store.ts";

/** Transactions looked at per round, of each kind. */
const ROUND = 500;

/**
 * One round: settles what is on its way, then signs and sends what is queued. Answers whether there may be more to do at once.
 *
 * @throws {ForeignChainError} as soon as the node answers from another chain; nothing of that is stored but the reason.
 */
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
  try {
    const account = await node.account(signer.address);
    const round: Round = { ...sending, account, finalBlock: cursor?.final?.number ?? null, seenHead: cursor?.indexed.number ?? 0 };
    const { isMoving, ...standing } = await inRound(round);
    await note(standing.blockedReason, account.balance, standing.hasGap);
    return isMoving;
  } catch (error) {
    if (error instanceof ForeignChainError) await note(error.message);
    throw error;
  }
}

interface Standing {
  /** There may be more to do at once. */
  isMoving: boolean;
  blockedReason: string | null;
  hasGap: boolean;
}

async function inRound(round: Round): Promise<Standing> {
  const { app, signer, finalBlock } = round;
  const { minedNonces, headNumber } = round.account;
  const tx = { tx: app.db.dataSource.manager };
  const unmined = await listUnmined(tx, signer.address, ROUND);
  const mined = await listMinedToCheck(tx, signer.address, { minedNonces, headNumber, finalBlock, limit: ROUND });
  const settled = await settle(round, await look(round, [...unmined, ...mined]));
  const said = await broadcast(round, settled.say);
  if (!signer.canSign) return { isMoving: false, blockedReason: said.blockedReason, hasGap: false };

  await replace(round, [...settled.replace, ...said.replace]);
  const gaps = await fillGaps(round, unmined);
  const sent = await sendQueued(round);
  return {
    isMoving: sent.count > 0 || gaps.filled > 0,
    blockedReason: said.blockedReason ?? sent.blockedReason ?? gaps.blockedReason ?? unmined[0]?.blockedReason ?? null,
    hasGap: gaps.hasGap,
  };
}
