/** What is wrong with a node at this moment. Shares are chances per answer, 0 to 1. Everything may change at any time. */
export interface Switches {
  /** Time each answer takes on top, drawn up to this. */
  latencyMilliseconds: number;
  /** Answers that are an error, or HTTP 503, or a cut connection after the node has done the work. */
  errors: number;
  /** Answers that are HTTP 429. */
  tooManyRequests: number;
  /** Most blocks and logs that one eth_getLogs may span and answer; 0: no limit. */
  logRange: number;
  logResults: number;
  /** How far behind the node is, and what share of its answers come from the one that is: 1 a lagging node, less a pair of nodes that take turns. */
  lagBlocks: number;
  lagShare: number;
  /** Chain id that the node pretends to have; 0: its own. */
  chainId: number;
  duplicatedLogs: number;
  unorderedLogs: number;
  /** Answers that leave out one log. */
  withheldLogs: number;
  /** Answers that mix in logs of blocks that were reorganised away, marked as removed. */
  removedLogs: number;
  /** Range answers that know nothing yet of the logs in the newest two blocks. */
  emptyTip: number;
  /** Transactions that are taken and answered with an error nevertheless. */
  acceptedButError: number;
  /** Transactions are acknowledged and kept from the miner until released. */
  areSendingsStuck: boolean;
}

export const NO_FAULTS: Readonly<Switches> = Object.freeze({
  latencyMilliseconds: 0,
  errors: 0,
  tooManyRequests: 0,
  logRange: 0,
  logResults: 0,
  lagBlocks: 0,
  lagShare: 0,
  chainId: 0,
  duplicatedLogs: 0,
  unorderedLogs: 0,
  withheldLogs: 0,
  removedLogs: 0,
  emptyTip: 0,
  acceptedButError: 0,
  areSendingsStuck: false,
});
