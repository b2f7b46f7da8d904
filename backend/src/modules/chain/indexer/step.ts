import { keccak } from "@waybill/protocol/hashing/keccak";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { readCursor, insertCursor, type Cursor } from "./cursor.store.ts";
import { findAncestry, type Ancestry } from "./ancestry.ts";
import { backfill } from "./backfill.ts";
import { isSameBlock, type BlockRef, type Header } from "./blocks.ts";
import { updateFinality } from "./finality.ts";
import type { Follower } from "./follower.ts";
import { join } from "./join.ts";
import { settle } from "./proof/settle.ts";
import { confirmYoung } from "./confirm-young.ts";
import { readNext, readWindow, WINDOW_BLOCKS } from "./read.ts";
import { setState } from "./set-state.ts";
import { blockRows, BLOCK_COLUMNS } from "./store/log-rows.ts";

export type Outcome =
  /** Something was indexed, undone or proven; there may be more. */
  | "moved"
  /** The read model is at the node's head, and complete. */
  | "idle"
  /** The node is behind us on the same branch. */
  | "behind"
  /** A reorg below finality: only an operator may go on. */
  | "halted"
  /** The node is on another chain, or a contract is not there: nothing is touched. */
  | "foreign"
  /** Rows are missing and could not be found yet. */
  | "incomplete";

/** The schema holds another index; going on would mix the two. */
export class WrongDefinitionError extends Error {
  override name = "WrongDefinitionError";
}

export interface StepOptions {
  /** A lower head on the same branch is taken for the truth: the chain was rewound. */
  acceptsRewind: boolean;
  /** The head as the node announced it; without it the node is asked. */
  head?: Header | null;
}

/** Blocks that are followed one by one as they were announced; a longer gap is read as a range. */
const FEW_BLOCKS = 8;

/** One look at the node, and at most one piece of work. */
export async function step(follower: Follower, { acceptsRewind, head: announced = null }: StepOptions): Promise<Outcome> {
  follower.cursor ??= await readCursor(follower.connection);
  const { cursor, feed } = follower;
  if (!cursor) return start(follower);
  if (feed.former?.definition === cursor.definition && cursor.chainId === feed.chain.id)
    return (await isOurChain(follower, await askHead(follower))) ? (await join(follower, cursor), "moved") : "foreign";
  if (cursor.definition !== feed.definition || cursor.chainId !== feed.chain.id)
    throw new WrongDefinitionError(
      `The schema ${feed.schema} holds the index of ${cursor.definition} on chain ${cursor.chainId}, but ${feed.definition} on chain ${feed.chain.id} is configured.`,
    );

  const head = announced ?? (await askHead(follower));
  if (isSameBlock(head, cursor.indexed)) return atHead(follower, cursor, head);
  const child = head.parentHash === cursor.indexed.hash ? head : follower.heads?.childOf(cursor.indexed.hash);
  if (child && child.number === cursor.indexed.number + 1 && head.number - cursor.indexed.number <= FEW_BLOCKS && !isStopped(cursor))
    return (await readNext(follower, cursor, child, head), "moved");
  return catchUp(follower, cursor, head, acceptsRewind);
}

/** For so long an answer is as good as a new one. */
const SEEN_MILLISECONDS = 200;

async function askHead(follower: Follower): Promise<Header> {
  const { node, clock, seen } = follower;
  if (seen && clock.now().getTime() - seen.at < SEEN_MILLISECONDS) return seen.head;
  const head = await node.header("latest");
  if (!head) throw new Error("the node has no latest block");
  follower.seen = { head, at: clock.now().getTime() };
  return head;
}

function isStopped({ state }: Cursor): boolean {
  return state === "halted" || state === "foreign";
}

async function atHead(follower: Follower, cursor: Cursor, head: Header): Promise<Outcome> {
  if (cursor.state !== "ready") return (await confirmYoung(follower, cursor, head)) ? settle(follower, cursor) : "moved";
  if (follower.finalityOf !== cursor.indexed.hash && (await updateFinality(follower, cursor))) return "moved";
  return "idle";
}

async function catchUp(follower: Follower, cursor: Cursor, head: Header, acceptsRewind: boolean): Promise<Outcome> {
  const { node, connection, haltsBelowFinal } = follower;
  if (head.number < cursor.baseNumber && !(await isOurChain(follower, head))) return stop(follower, cursor, "foreign", FOREIGN);
  const ancestry = await findAncestry(node, connection, cursor, head);
  const from = startOf(ancestry, cursor, acceptsRewind);
  if (!from)
    return stop(follower, cursor, "behind", `The node's head is block ${head.number}, below the indexed block ${cursor.indexed.number}.`);
  const isRewind = from.ancestor.number < cursor.indexed.number || from.newBase !== undefined;
  if (isRewind && !(await isOurChain(follower, head))) return stop(follower, cursor, "foreign", FOREIGN);
  if (isRewind && haltsBelowFinal && cursor.final && from.ancestor.number < cursor.final.number)
    return stop(follower, cursor, "halted", haltReason(from.ancestor, cursor.final));

  const isShort = head.number - from.ancestor.number <= WINDOW_BLOCKS;
  if (isRewind || (isShort && cursor.state === "ready")) await readWindow(follower, await announced(follower, cursor, from), head, from);
  else await backfill(follower, cursor, head);
  return "moved";
}

/** What is known to be another chain's is not called ready while it is read again. */
async function announced(follower: Follower, cursor: Cursor, { newBase }: { newBase?: BlockRef }): Promise<Cursor> {
  if (!newBase || cursor.state !== "ready") return cursor;
  return setState(follower, cursor, {
    state: "loading",
    reason: "The node's chain was replaced by another one, which is read from its beginning.",
  });
}

const FOREIGN = "The node is on another chain, or the contract is not there: nothing is touched.";

function haltReason(ancestor: BlockRef, final: BlockRef): string {
  return `The node's chain left ours at block ${ancestor.number}, below the final block ${final.number}. Run resync once the node is trusted again.`;
}

function startOf(ancestry: Ancestry, cursor: Cursor, acceptsRewind: boolean): { ancestor: BlockRef; newBase?: BlockRef } | null {
  if (ancestry.kind === "continues") return { ancestor: cursor.indexed };
  if (ancestry.kind === "forked") return { ancestor: ancestry.ancestor };
  if (ancestry.kind === "replaced") return { ancestor: ancestry.base, newBase: ancestry.base };
  return acceptsRewind ? { ancestor: ancestry.at } : null;
}

/**
 * Asked before anything is undone: a node that was restarted empty, or points elsewhere, must not cost us what is stored. The question is about the
 * block that speaks for undoing: behind one address there may be several nodes, and a healthy one would vouch for what another said.
 */
async function isOurChain({ node, feed }: Follower, head: BlockRef): Promise<boolean> {
  const { chainId, codeHashes } = await node.identityAt(head, Object.keys(feed.codeHashes) as Address[]);
  if (chainId !== feed.chain.id) return false;
  return Object.values(feed.codeHashes).every((expected, index) =>
    expected === null ? codeHashes[index] !== EMPTY_CODE_HASH : codeHashes[index] === expected,
  );
}

/** keccak256 of nothing: an account without code. */
const EMPTY_CODE_HASH = keccak("0x");

/** Says once why nothing is done, without touching anything else. */
async function stop(follower: Follower, cursor: Cursor, state: "behind" | "foreign" | "halted", reason: string): Promise<Outcome> {
  if (cursor.state === state && cursor.reason === reason) return state;
  await setState(follower, cursor, { state, reason });
  if (state !== "behind") follower.log.error({ feed: follower.feed.schema, state }, reason);
  return state;
}

/** Places the cursor on the block before the first that can hold a log of ours. */
async function start(follower: Follower): Promise<Outcome> {
  const { node, feed, connection, clock } = follower;
  const head = await askHead(follower);
  if (!(await isOurChain(follower, head))) return "foreign";
  const baseNumber = Math.max(0, feed.fromBlock - 1);
  const base = await node.header(baseNumber);
  if (!base) return "idle";
  const cursor: Cursor = {
    chainId: feed.chain.id,
    definition: feed.definition,
    baseNumber,
    indexed: { number: base.number, hash: base.hash, timestamp: base.timestamp },
    head: { number: head.number, hash: head.hash, timestamp: head.timestamp },
    safe: null,
    final: null,
    state: "loading",
    reason: null,
    counts: Object.fromEntries(feed.counters.map(({ table }) => [table, 0])),
    provenNumber: null,
    healedLogs: 0,
  };
  return connection.inTransaction(async () => {
    if (!(await insertCursor(connection, cursor, clock.now()))) return "idle";
    const rows = blockRows([{ ...base, logCount: 0 }]);
    if (rows) await connection.copy("chain_blocks", BLOCK_COLUMNS, rows);
    follower.cursor = cursor;
    return "moved";
  });
}
