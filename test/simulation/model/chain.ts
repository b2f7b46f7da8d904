import type { Random } from "../random.ts";
import { quantity } from "../rpc/call.ts";
import { bloomOf, hashOf, type ModelBlock, type ModelLog } from "./blocks.ts";
import { CONTRACT_ADDRESS, drawEvent, EMPTY_STATE, type ModelEvent } from "./contract.ts";

/** Genesis time; blocks are about twelve seconds apart. */
const GENESIS_SECONDS = 1_700_000_000;

/** A chain in memory. `blocks` is the branch that counts now, from the genesis block on; orphans stay known by hash. */
export interface ModelChain {
  readonly blocks: readonly ModelBlock[];
  readonly byHash: ReadonlyMap<string, ModelBlock>;
  head(): ModelBlock;
  /** Adds a block with so many drawn events. */
  mine(events?: number): ModelBlock;
  /** Puts `length` other blocks in the place of the last `depth`. */
  reorg(depth: number, length: number, drawEvents: () => number): void;
  /** Takes the last blocks away without putting others there: a development node that was reset. */
  rewind(depth: number): void;
}

export function createModelChain(random: Random): ModelChain {
  const genesis: ModelBlock = blockAfter(null, 0, [], EMPTY_STATE);
  const blocks: ModelBlock[] = [genesis];
  const byHash = new Map([[genesis.hash, genesis]]);
  const head = (): ModelBlock => blocks.at(-1) ?? genesis;

  const mine = (count = 0): ModelBlock => {
    const parent = head();
    const timestamp = parent.timestamp + random.integer(1, 20);
    const events: ModelEvent[] = [];
    let state = parent.state;
    for (let made = 0; made < count; made++) {
      const drawn = drawEvent(state, timestamp, random);
      events.push(drawn.event);
      state = drawn.state;
    }
    const block = blockAfter(parent, timestamp, events, state, random.hex(8));
    blocks.push(block);
    byHash.set(block.hash, block);
    return block;
  };
  return {
    blocks,
    byHash,
    head,
    mine,
    reorg(depth, length, drawEvents) {
      blocks.length = Math.max(1, blocks.length - depth);
      for (let made = 0; made < length; made++) mine(drawEvents());
    },
    rewind(depth) {
      blocks.length = Math.max(1, blocks.length - depth);
    },
  };
}

function blockAfter(
  parent: ModelBlock | null,
  timestamp: number,
  events: readonly ModelEvent[],
  state: ModelBlock["state"],
  salt = "",
): ModelBlock {
  const number = parent ? parent.number + 1 : 0;
  const hash = hashOf(`${parent?.hash ?? ""} ${number} ${salt}`);
  const seconds = parent ? timestamp : GENESIS_SECONDS;
  const logs = events.map((event, index): ModelLog => ({
    address: CONTRACT_ADDRESS,
    ...event,
    blockNumber: quantity(number),
    blockHash: hash,
    blockTimestamp: quantity(seconds),
    // Two logs in a transaction, as a handover of two units makes.
    transactionHash: hashOf(`${hash} transaction ${index >> 1}`),
    transactionIndex: quantity(index >> 1),
    logIndex: quantity(index),
    removed: false,
  }));
  return { number, hash, parentHash: parent?.hash ?? `0x${"0".repeat(64)}`, timestamp: seconds, bloom: bloomOf(logs), logs, state };
}
