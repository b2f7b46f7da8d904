import type { BlockRef } from "../blocks.ts";
import type { ChainNode } from "../node/chain-node.ts";
import type { Sql } from "../store/connection.ts";

/** A statement of contract state that the stored rows must agree with, beyond their number. */
export interface Proof {
  name: string;
  /**
   * Compares rows and contract as of the end of an indexed block.
   *
   * @returns null when they agree, else what differs in words and the first block that may be wrong, where that can be told.
   */
  check(parts: ProofParts): Promise<Difference | null>;
}

export interface ProofParts {
  sql: Sql;
  node: Pick<ChainNode, "call">;
  /** The indexed block. */
  block: BlockRef;
  /** Last block for which the statement was true. */
  since: number;
  /** Another block of the node's chain. */
  header(number: number): Promise<BlockRef>;
}

export interface Difference {
  reason: string;
  /** Blocks in which the difference lies. */
  from: number;
  to: number;
}
