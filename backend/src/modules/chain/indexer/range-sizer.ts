/** Answers are aimed at this many logs: enough to make a round trip worth it, few enough to keep memory flat. */
const TARGET_LOGS = 5_000;
const SMALLEST = 1;
const LARGEST = 100_000;

/** How many blocks to ask for at once, learnt from what the node answered: errors halve it, sparse answers double it. */
export interface RangeSizer {
  blocks(): number;
  answered(blocks: number, logs: number): void;
  failed(): void;
}

export function createRangeSizer(initial = 2_000): RangeSizer {
  let size = initial;
  return {
    blocks: () => size,
    answered(blocks, logs) {
      if (logs > TARGET_LOGS) size = clamp((blocks * TARGET_LOGS) / logs);
      // A short last range says nothing about what the node would have taken.
      else if (blocks >= size && logs < TARGET_LOGS / 2) size = clamp(size * 2);
    },
    failed() {
      size = clamp(size / 2);
    },
  };
}

function clamp(blocks: number): number {
  return Math.max(SMALLEST, Math.min(LARGEST, Math.floor(blocks)));
}
