import type { Follower } from "../follower.ts";
import { BrokenReceiptsError } from "../node/chain-node.ts";
import { joinBatches, type LogBatch } from "../node/log-batch.ts";
import { RpcAnswerError } from "../node/rpc.ts";

/** More blocks are not read receipt by receipt at once. */
const MOST_BLOCKS = 128;

/**
 * Our logs of some blocks out of their receipts; null where the node does not give whole
 * receipts by block, or the range is too long.
 */
export async function receiptLogs({ node, feed, mayHoldOurs }: Follower, from: number, to: number): Promise<LogBatch | null> {
  if (to - from >= MOST_BLOCKS) return null;
  const batches: LogBatch[] = [];
  try {
    for (let number = from; number <= to; number++) {
      const header = await node.header(number);
      if (!header) return null;
      if (header.logsBloom === null || mayHoldOurs(header.logsBloom)) batches.push(await node.receiptLogsOf(feed.filter, header));
    }
  } catch (error) {
    if (error instanceof RpcAnswerError || error instanceof BrokenReceiptsError) return null;
    throw error;
  }
  return joinBatches(batches);
}
