import { isAddressEqual } from "viem/utils";
import { logLeaf } from "../hashing/anchor-log.ts";
import { appendToFrontier, extendFrontier, frontierBefore, isFrontier, rootOfFrontier, type Frontier } from "../hashing/merkle-frontier.ts";
import { leafHash, rootFromPath } from "../hashing/merkle-tree.ts";
import type { AnchorEntry, Anchoring } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import type { LogState } from "./chain-reader.ts";
import { foreignChain, type Run } from "./run.ts";
import { failed, messageOf, passed, stepOf, unknown, type Finding } from "./step.ts";
import { timeText } from "./time-text.ts";
import type { Step } from "./verdict.ts";

/** The three steps that lead from a value to final chain state. */
export interface AnchorProof {
  inclusion: Step<"inclusion">;
  anchor: Step<"anchor">;
  finality: Step<"finality">;
  /** The entry whose root, author and time are proven; undefined unless the first two steps passed. */
  proven?: AnchorEntry;
}

/** Checks that `value` is in the batch, the batch in the log, and the log's entry final. `what` names the value in reasons. */
export async function proveAnchoring(run: Run, what: string, value: Hex32, anchoring: Anchoring | null): Promise<AnchorProof> {
  const absent = unknown(`There is no anchor yet: this ${what} is stored by the service only.`);
  const inclusion = await stepOf("inclusion", () => (anchoring === null ? absent : checkInclusion(what, value, anchoring)));
  const anchor = await stepOf("anchor", () => (anchoring === null ? absent : checkAnchor(run, anchoring.anchor)));
  const proven = inclusion.status === "passed" && anchor.status === "passed" ? anchoring?.anchor : undefined;
  const finality = await stepOf("finality", () => {
    if (anchoring === null) return absent;
    return proven === undefined ? unknown("Nothing can be called final before the anchor is found.") : checkFinality(run, proven);
  });
  return { inclusion, anchor, finality, proven };
}

function checkInclusion(what: string, value: Hex32, { inclusion, anchor }: Anchoring): Finding {
  const computed = rootFromPath(leafHash(value), inclusion) ?? "none: the path does not fit its tree";
  const details = { root: anchor.root, computed, index: String(inclusion.index), size: String(inclusion.size) };
  return computed === anchor.root
    ? passed(`The ${what} is in the anchored batch.`, details)
    : failed(`The ${what} is not in the anchored batch: its path does not lead to the batch's root.`, details);
}

async function checkAnchor(run: Run, anchor: AnchorEntry): Promise<Finding> {
  const { index, size } = anchor.entry;
  const peaks: Frontier = { size, peaks: anchor.frontier as Hex32[] };
  if (!isFrontier(peaks) || rootFromPath(leafOf(anchor), anchor.entry) !== rootOfFrontier(peaks)) {
    return failed("The bundle contradicts itself: the anchor's path does not lead to the log that the bundle describes.");
  }
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  const state = await run.reader.logState(run.trusted.supplyChain, "latest");
  const located = await locate(run, anchor, state);
  if (located !== undefined) return located;
  // State has proven the entry by now; a node that no longer keeps such old logs leaves open only in which transaction it came. The block
  // must be the right one all the same: as of it accounts are judged, and whoever made the bundle could name another.
  const misplaced = await checkPlace(run, anchor).catch((error: unknown) => messageOf(error));
  const elsewhere = typeof misplaced === "string" ? await checkBlock(run, anchor) : misplaced;
  if (elsewhere !== undefined) return elsewhere;
  const time = timeText(anchor.timestamp);
  const details = { index: String(index), root: anchor.root, author: anchor.author, time, head: state.head, size: String(state.size) };
  const found = `Entry ${index} of the contract's log is this batch, anchored ${time} by ${anchor.author}.`;
  if (typeof misplaced === "string") return passed(`${found} Its transaction was not compared: ${misplaced}.`, details);
  return passed(found, { ...details, blockNumber: String(anchor.blockNumber), transactionHash: anchor.transactionHash });
}

/** Whether state at the `finalized` tag holds the same entry. */
async function checkFinality(run: Run, anchor: AnchorEntry): Promise<Finding> {
  const state = await run.reader.logState(run.trusted.supplyChain, "finalized");
  const details = { finalBlock: String(state.blockNumber), block: String(anchor.blockNumber) };
  if (state.size <= anchor.entry.index) {
    return unknown(
      `Not final yet: the anchor is in block ${anchor.blockNumber}, and the chain calls blocks up to ${state.blockNumber} final.`,
      details,
    );
  }
  const located = await locate(run, anchor, state);
  return located ?? passed(`Final: the chain will not undo it (final up to block ${state.blockNumber}).`, details);
}

/**
 * Undefined when the log in this state holds the entry, else what is wrong. Later entries are read from the chain and appended to what
 * the bundle proves; only the true beginning of the log can lead to the head in contract state.
 */
async function locate(run: Run, anchor: AnchorEntry, state: LogState): Promise<Finding | undefined> {
  const { entry } = anchor;
  if (state.size <= entry.index) {
    return failed(
      `The contract's log has ${state.size} entries, so entry ${entry.index} is not there: it was undone, or the node lags behind.`,
    );
  }
  const start: Frontier =
    state.size >= entry.size
      ? { size: entry.size, peaks: anchor.frontier as Hex32[] }
      : appendToFrontier(frontierBefore(entry), leafOf(anchor));
  const range = { fromIndex: start.size, toIndex: state.size, fromBlock: anchor.blockNumber, toBlock: state.blockNumber };
  const later = range.fromIndex === range.toIndex ? [] : await run.reader.anchoredLogs(run.trusted.supplyChain, range);
  if (later.some((log, i) => log.index !== start.size + i) || later.length !== state.size - start.size) {
    return unknown(
      `The node gave ${later.length} of the ${state.size - start.size} later anchors that are needed to compare with the log's head.`,
    );
  }
  const head = rootOfFrontier(extendFrontier(start, later.map(logLeaf)));
  if (head === state.head) return undefined;
  return failed("This batch is not in the contract's log: the log's head is another.", { head: state.head, computed: head });
}

/** Undefined when the block and transaction that the bundle names hold the entry. Rejects when the node cannot say. */
async function checkPlace(run: Run, anchor: AnchorEntry): Promise<Finding | undefined> {
  const range = {
    fromIndex: anchor.entry.index,
    toIndex: anchor.entry.index + 1,
    fromBlock: anchor.blockNumber,
    toBlock: anchor.blockNumber,
  };
  const logs = await run.reader.anchoredLogs(run.trusted.supplyChain, range);
  const log = logs[0];
  if (log === undefined) return failed(`Block ${anchor.blockNumber}, which the bundle names, does not hold this anchor.`);
  const same =
    log.root === anchor.root &&
    log.timestamp === anchor.timestamp &&
    log.blockHash === anchor.blockHash &&
    log.transactionHash === anchor.transactionHash &&
    isAddressEqual(log.author, anchor.author as Address);
  if (same) return undefined;
  return failed("The anchor is in the log, but not in the block and transaction that the bundle names.", {
    blockHash: log.blockHash,
    transactionHash: log.transactionHash,
  });
}

/** Undefined when the chain has the block that the bundle names, of the time that the log proves. Rejects when the node cannot say. */
async function checkBlock(run: Run, anchor: AnchorEntry): Promise<Finding | undefined> {
  const block = await run.reader.blockAt(anchor.blockNumber);
  if (block.hash === anchor.blockHash && block.timestamp === anchor.timestamp) return undefined;
  return failed("The anchor is in the log, but not in the block that the bundle names.", {
    blockHash: block.hash,
    time: timeText(block.timestamp),
  });
}

function leafOf({ root, author, timestamp }: AnchorEntry): Hex32 {
  return logLeaf({ root: root as Hex32, author: author as Address, timestamp });
}
