import type { Service } from "../../../platform/module.ts";
import { findCursor } from "../indexer/cursor.store.ts";
import { startLoop } from "../../../platform/loop.ts";
import { LostLeadershipError, tryLead, type Leadership } from "./leadership.ts";
import { relayOnce } from "./round.ts";
import type { Sending } from "./sending.ts";
import { listQueued } from "./transactions.store.ts";

export { ForeignChainError } from "./our-chain.ts";
export { relayOnce } from "./round.ts";

/** Pauses after a round without progress: short at first, since a block may be about to come, then longer. */
const SHORTEST_IDLE_MILLISECONDS = 20;
const IDLE_MILLISECONDS = 250;
/** A head may be missed, or the indexer be away. */
const LOOK_AGAIN_MILLISECONDS = 2_000;
const RETRY_MILLISECONDS = 1_000;
/** How often a waiting relayer asks whether the leader is gone. */
const STANDBY_MILLISECONDS = 500;

/** Sends for one key until stopped, whenever it is the leader for that key. */
export function startRelayer(sending: Sending): Service {
  const { app, signer } = sending;
  const log = app.log.child({ part: "relayer", sender: signer.address });
  let leadership: Leadership | null = null;
  let hasFailed = false;

  let idleMilliseconds = IDLE_MILLISECONDS;
  let seenHead = "";
  let lookedAt = -Infinity;

  /** Receipts appear with blocks: between two heads there is nothing to learn, unless somebody wants to send. */
  const isWorthRound = async (): Promise<boolean> => {
    const tx = { tx: app.db.dataSource.manager };
    const head = (await findCursor(tx))?.head.hash ?? "";
    const now = app.clock.now();
    const isTime = head !== seenHead || now.getTime() - lookedAt >= LOOK_AGAIN_MILLISECONDS;
    if (!isTime && (await listQueued(tx, signer.address, { now, limit: 1 })).length === 0) return false;
    seenHead = head;
    lookedAt = now.getTime();
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
      idleMilliseconds = hasMoved ? SHORTEST_IDLE_MILLISECONDS : Math.min(2 * idleMilliseconds, IDLE_MILLISECONDS);
      return hasMoved ? 0 : idleMilliseconds;
    } catch (error) {
      if (error instanceof LostLeadershipError) {
        log.warn("another process took over");
        await resign();
        return STANDBY_MILLISECONDS;
      }
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
