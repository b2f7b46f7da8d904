import type { Service } from "../../../platform/module.ts";
import { findCursor } from "../indexer/cursor.store.ts";
import { startLoop } from "../loop.ts";
import { fillGap } from "./fill-gap.ts";
import { LostLeadershipError, tryLead, type Leadership } from "./leadership.ts";
import { prepare } from "./prepare.ts";
import { reopenAfterReorgs } from "./reopen.ts";
import type { LedSending, Sending } from "./sending.ts";
import { broadcast, settle } from "./settle.ts";
import { listAttempts, listQueued, listUnsettled, StaleTransactionError, type RelayedTransaction } from "./transactions.store.ts";

/** Unsettled transactions looked at per round. */
const ROUND = 200;
const IDLE_MILLISECONDS = 250;
/** A head may be missed, or the indexer be away. */
const LOOK_AGAIN_MILLISECONDS = 2_000;
const RETRY_MILLISECONDS = 1_000;
/** How often a waiting relayer asks whether the leader is gone. */
const STANDBY_MILLISECONDS = 500;

/** What we would send there would have no effect, or another one. */
export class ForeignChainError extends Error {
  override name = "ForeignChainError";
}

/** Sends for one key until stopped, whenever it is the leader for that key. */
export function startRelayer(sending: Sending): Service {
  const { app, signer } = sending;
  const log = app.log.child({ part: "relayer", sender: signer.address });
  let leadership: Leadership | null = null;
  let hasFailed = false;

  let seenHead = "";
  let lookedAt = -Infinity;

  /** Receipts appear with blocks: between two heads there is nothing to learn, unless somebody wants to send. */
  const isWorthRound = async (): Promise<boolean> => {
    const tx = { tx: app.db.dataSource.manager };
    const head = (await findCursor(tx))?.head.hash ?? "";
    const now = app.clock.now().getTime();
    if (head === seenHead && now - lookedAt < LOOK_AGAIN_MILLISECONDS && (await listQueued(tx, signer.address, 1)).length === 0)
      return false;
    seenHead = head;
    lookedAt = now;
    return true;
  };
  const resign = async (): Promise<void> => {
    await leadership?.release();
    leadership = null;
  };
  const loop = startLoop(async () => {
    try {
      if (leadership && !leadership.isHeld()) await resign();
      if (!leadership) {
        leadership = await tryLead(app, signer.address);
        if (!leadership) return STANDBY_MILLISECONDS;
        leadership.onWork(() => loop.wake());
        log.info({ token: leadership.token }, "sending for this account");
      }
      if (!(await isWorthRound())) return IDLE_MILLISECONDS;
      const hasMoved = await relayOnce({ ...sending, leadership });
      if (hasFailed) log.info("sending goes on");
      hasFailed = false;
      return hasMoved ? 0 : IDLE_MILLISECONDS;
    } catch (error) {
      if (error instanceof LostLeadershipError) {
        log.warn("another process took over");
        await resign();
        return STANDBY_MILLISECONDS;
      }
      // A reorg was faster; the next round sees what it left.
      if (error instanceof StaleTransactionError) return 0;
      if (!hasFailed) log.warn({ err: error }, "sending waits: the node or the database failed");
      hasFailed = true;
      return RETRY_MILLISECONDS;
    }
  });
  return {
    async stop() {
      await loop.stop();
      await resign();
    },
  };
}

/** One round: settles what is on its way, then signs and sends what is queued. Answers whether there may be more to do at once. */
export async function relayOnce(sending: LedSending): Promise<boolean> {
  const { app, signer, node, policy } = sending;
  const tx = { tx: app.db.dataSource.manager };
  const cursor = await findCursor(tx);
  // While the read model stands on a branch that may not be ours, nothing is sent.
  if (cursor?.state === "halted") return false;
  await reopenAfterReorgs(sending);
  const unsettled = await listUnsettled(tx, signer.address, ROUND);
  if (unsettled.length === 0 && (await listQueued(tx, signer.address, 1)).length === 0) return false;
  if (!(await sending.isOurChain())) throw new ForeignChainError("the node is on another chain, or the contract is not there");

  // Nonces before receipts: `settle` draws conclusions from that order.
  const [minedNonces, finalNonces] = await Promise.all([
    node.nonce(signer.address, "latest"),
    node.nonce(signer.address, "finalized").catch(() => 0),
  ]);
  for (const transaction of unsettled)
    await settle(sending, transaction, { minedNonces, finalNonces, finalBlock: cursor?.final?.number ?? null });
  if (await fillGap(sending, unsettled, minedNonces)) return true;
  const inFlight = (await listUnsettled(tx, signer.address, ROUND)).filter(({ state }) => state === "signed" || state === "sent").length;
  const room = policy.maxInFlight - inFlight;
  return room > 0 && sendQueued(sending, await listQueued(tx, signer.address, room), inFlight);
}

async function sendQueued(sending: LedSending, queued: readonly RelayedTransaction[], inFlightBefore: number): Promise<boolean> {
  let inFlight = inFlightBefore;
  for (const transaction of queued) {
    const prepared = await prepare(sending, transaction, { isAlone: inFlight === 0 });
    if (prepared.kind !== "signed") continue;
    inFlight++;
    const attempts = await listAttempts({ tx: sending.app.db.dataSource.manager }, transaction.id);
    const attempt = attempts.find(({ nonce }) => nonce === prepared.transaction.nonce);
    if (attempt) await broadcast(sending, prepared.transaction, attempt);
  }
  return inFlight > inFlightBefore;
}
