/** Answers are aimed at this many bytes: enough to make a round trip worth it, few enough to keep memory flat. About 6,000 logs. */
const TARGET_BYTES = 4 * 1024 * 1024;
/** An answer that small says nothing of how dense the chain is further on: growth is bounded. */
const GROWTH = 8;
const SMALLEST = 1;
const LARGEST = 100_000;
/** Answers after which a limit that the node once had is tried again. */
const FORGET_AFTER = 50;

/** How many blocks to ask for at once, learnt from what the node answered: by bytes where it answers, by halves where it refuses. */
export interface RangeSizer {
  blocks(): number;
  answered(blocks: number, bytes: number): void;
  /** The node refused a range of so many blocks. */
  refused(blocks: number): void;
}

export function createRangeSizer(initial = 32): RangeSizer {
  let size = initial;
  let ceiling = LARGEST;
  let answersSinceRefusal = 0;
  return {
    blocks: () => size,
    answered(blocks, bytes) {
      if (++answersSinceRefusal > FORGET_AFTER) ceiling = LARGEST;
      const fitting = Math.floor((blocks * TARGET_BYTES) / Math.max(bytes, 1));
      size = Math.max(SMALLEST, Math.min(fitting, blocks * GROWTH, ceiling));
    },
    refused(blocks) {
      answersSinceRefusal = 0;
      ceiling = Math.max(SMALLEST, Math.floor(blocks / 2));
      size = Math.min(size, ceiling);
    },
  };
}
