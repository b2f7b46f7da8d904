import { setTimeout as wait } from "node:timers/promises";
import type { Service } from "../../../platform/module.ts";
import { startLoop, type Loop } from "../../../platform/loop.ts";
import { MovedChainError } from "./chunk.ts";
import { readCursor, StaleCursorError } from "./cursor.store.ts";
import { RpcAnswerError } from "./node/rpc.ts";
import { setState } from "./set-state.ts";
import type { Follower } from "./follower.ts";
import { step, WrongDefinitionError, type Outcome } from "./step.ts";
import { createSweep, type Sweep } from "./proof/sweep.ts";
import { isCollision, startOver } from "./start-over.ts";
import type { FeedConnection } from "./store/connection.ts";

/** How a feed is led: everything of a follower is made when the lead is won. */
export interface FeedRun {
  name: string;
  /** Connects and takes the feed's lock; null while another process leads. */
  lead(): Promise<FeedConnection | null>;
  follow(connection: FeedConnection): Promise<Follower>;
  /** Asked for a head this often where the node announces none. */
  pollMilliseconds?: number;
  isDevelopment: boolean;
}

/** Channel on which whoever changed a feed's tables from outside tells its leader to read again. */
export const FEED_CHANNEL = "waybill_feeds";

const DEFAULT_POLL_MILLISECONDS = 250;
/** A chain may be rewound without an announcement. */
const LOOK_ANYWAY_MILLISECONDS = 1_000;
const STANDBY_MILLISECONDS = 200;
/** A sweep works for so long at a time, and makes way in between; a new head it makes way for at once. */
const SWEEP_SLICE_MILLISECONDS = 100;
const BETWEEN_SWEEPS_MILLISECONDS = 50;
const UNHAPPY_MILLISECONDS = 500;
/** Pause after the node or the database failed; doubled up to the last. */
const RETRY_MILLISECONDS = [50, 100, 250, 500, 1_000, 2_000] as const;
/** On a development chain, a head that stays below ours this long means that the chain was rewound. */
const REWIND_PATIENCE_MILLISECONDS = 2_000;

/** After so many failures in a row the feed says why. */
const TELLING_FAILURES = 3;

/** Lets everybody see what keeps a feed from going on; its state stays what it is. */
async function tell(follower: Follower, error: unknown): Promise<void> {
  const cursor = await readCursor(follower.connection).catch(() => null);
  if (!cursor || cursor.definition !== follower.feed.definition || !(error instanceof RpcAnswerError)) return;
  await setState(follower, cursor, { reason: `The node refuses a question: ${error.message}` }).catch(() => undefined);
}

/** Follows one feed until stopped: standby, backfill, live blocks and reorgs are one loop over `step`. */
export function runFeed(run: FeedRun, log: Follower["log"]): Service {
  let follower: Follower | null = null;
  let sweep: Sweep | null = null;
  let unfollow = (): void => undefined;
  let failures = 0;
  let behindSince: number | null = null;
  let askedAt = 0;
  let lastOutcome: Outcome | null = null;

  const resign = async (): Promise<void> => {
    unfollow();
    await follower?.connection.close();
    follower = null;
  };
  const takeOver = async (): Promise<Follower | null> => {
    const connection = await run.lead();
    if (!connection) return null;
    try {
      const next = await run.follow(connection);
      unfollow = next.heads?.follow(() => loop.wake()) ?? (() => undefined);
      await connection.listen(FEED_CHANNEL, () => {
        next.cursor = undefined;
        loop.wake();
      });
      sweep = createSweep(next, (milliseconds) => milliseconds >= SWEEP_SLICE_MILLISECONDS || isNewsFor(next));
      return next;
    } catch (error) {
      await connection.close();
      throw error;
    }
  };
  const isNewsFor = ({ heads, cursor }: Follower): boolean => {
    const head = heads?.newest();
    return head !== null && head !== undefined && head.hash !== cursor?.indexed.hash;
  };
  /** An announced head saves a question, but a rewound chain announces nothing: now and then the node is asked anyway. */
  const announcedHead = ({ heads, cursor, clock }: Follower) => {
    const now = clock.now().getTime();
    const head = heads?.isLive() ? heads.newest() : null;
    const indexed = cursor?.indexed;
    const isNews = head !== null && indexed !== undefined && head.number > indexed.number;
    if (isNews || (head?.hash === indexed?.hash && now - askedAt < LOOK_ANYWAY_MILLISECONDS)) return head;
    askedAt = now;
    return null;
  };
  const pauseAfter = async (leading: Follower, outcome: Outcome): Promise<number> => {
    if (outcome === "moved") return 0;
    if (outcome !== "idle") return UNHAPPY_MILLISECONDS;
    if (await sweep?.turn()) return 0;
    if (sweep?.isUnderWay()) return BETWEEN_SWEEPS_MILLISECONDS;
    return leading.heads?.isLive() ? LOOK_ANYWAY_MILLISECONDS : (run.pollMilliseconds ?? DEFAULT_POLL_MILLISECONDS);
  };

  const loop: Loop = startLoop(async () => {
    try {
      if (follower?.connection.isBroken()) await resign();
      follower ??= await takeOver();
      if (!follower) return STANDBY_MILLISECONDS;
      const now = follower.clock.now().getTime();
      const acceptsRewind = behindSince !== null && now - behindSince >= REWIND_PATIENCE_MILLISECONDS;
      const outcome = await step(follower, { acceptsRewind, head: announcedHead(follower) });
      if (outcome === "foreign" && lastOutcome !== "foreign") log.error("the node is on another chain, or a contract is not there");
      lastOutcome = outcome;
      behindSince = outcome === "behind" && run.isDevelopment ? (behindSince ?? now) : null;
      if (failures > 0) log.info("indexing goes on");
      failures = 0;
      return await pauseAfter(follower, outcome);
    } catch (error) {
      if (follower) follower.cursor = undefined;
      // Both say only that something else was faster; the next look sees the new state.
      if (error instanceof StaleCursorError || error instanceof MovedChainError) return 0;
      if (follower && isCollision(error)) await startOver(follower);
      const pause = RETRY_MILLISECONDS[Math.min(failures, RETRY_MILLISECONDS.length - 1)] ?? 1_000;
      if (failures++ === 0) log.warn({ err: error }, "indexing waits: the node or the database failed");
      if (failures === TELLING_FAILURES && follower) await tell(follower, error);
      if (error instanceof WrongDefinitionError) return RETRY_MILLISECONDS.at(-1)!;
      return pause;
    }
  });
  return {
    async stop() {
      await loop.stop();
      await Promise.race([resign(), wait(2_000, undefined, { ref: false })]);
    },
  };
}
