import type { Clock } from "../../../platform/clock.ts";
import type { HookCtx } from "../../../platform/context.ts";
import type { Random } from "../../../platform/ids.ts";
import { newTraceId } from "../../../platform/ids.ts";
import type { Logger } from "../../../platform/logging.ts";
import type { Header, Tips } from "./blocks.ts";
import { bloomTest, type BloomTest } from "./node/bloom.ts";
import type { ChainNode } from "./node/chain-node.ts";
import type { Heads } from "./node/heads.ts";
import type { RangeSizer } from "./range-sizer.ts";
import { createRangeSizer } from "./range-sizer.ts";
import type { Cursor } from "./cursor.store.ts";
import type { Feed, FeedTables } from "./feed.ts";
import type { Proof } from "./proof/proof.ts";
import type { FeedConnection } from "./store/connection.ts";

/** Everything that one process needs to follow one feed while it leads. */
export interface Follower extends FeedTables {
  feed: Feed;
  connection: FeedConnection;
  node: ChainNode;
  /** Null where heads are only asked for. */
  heads: Heads | null;
  clock: Clock;
  random: Random;
  log: Logger;
  sizer: RangeSizer;
  mayHoldOurs: BloomTest;
  /** Statements of contract state that the rows must agree with, beside the counters. */
  proofs: readonly Proof[];
  /** Whether a reorg below finality stops the feed: on a development chain it is followed. */
  haltsBelowFinal: boolean;
  /** Whether hooks run: not while a read model is rebuilt beside the live one. */
  publishes: boolean;
  /** What is known of the feed's own state; undefined: to be read again. Only the leader writes, so its copy is right. */
  cursor: Cursor | null | undefined;
  /** The head as the node answered it last, and when: several steps in a row need not ask again. */
  seen: { head: Header; at: number } | null;
  /** Blocks near the head whose logs were asked for by their hashes, whatever their filters say. */
  knownEmpty: ReadonlySet<string>;
  /** Proofs in a row that failed although what they named was read again. */
  failedProofs: number;
  /** Whether what lay above the final block was forgotten once already. */
  startedOver: boolean;
  /** What the node last said of finality, and at which head. */
  tips: (Tips & { of: string }) | null;
  /** The head for which finality was stored last. */
  finalityOf: string;
}

export type FollowerParts = Omit<
  Follower,
  "sizer" | "mayHoldOurs" | "cursor" | "seen" | "knownEmpty" | "failedProofs" | "startedOver" | "tips" | "finalityOf"
>;

export function createFollower(parts: FollowerParts): Follower {
  return {
    ...parts,
    sizer: createRangeSizer(),
    mayHoldOurs: bloomTest(parts.feed.filter.addresses),
    cursor: undefined,
    seen: null,
    knownEmpty: new Set(),
    failedProofs: 0,
    startedOver: false,
    tips: null,
    finalityOf: "",
  };
}

/** The unit of work that hooks see: the transaction in hand. */
export function hookCtx({ connection, clock, random, log }: Follower): HookCtx {
  const traceId = newTraceId(random);
  return { tx: connection, clock, random, traceId, log: log.child({ traceId }), messages: [] };
}
