import { numberToHex } from "viem/utils";
import { z } from "zod";
import { address, hex32 } from "../../schemas/primitives.ts";
import { quantity } from "./block.ts";
import { RpcError, type RpcRequest } from "./json-rpc.ts";

export const rpcLog = z.object({
  address,
  topics: z.array(hex32),
  data: z.string().regex(/^0x([0-9a-f]{2})*$/i),
  blockNumber: quantity,
  blockHash: hex32,
  transactionHash: hex32,
  /** Only newer nodes add it. */
  blockTimestamp: quantity.optional(),
});
export type RpcLog = z.infer<typeof rpcLog>;

export interface LogFilter {
  address: string;
  topics: readonly (string | null)[];
  fromBlock: number;
  toBlock: number;
}

/** Widest range asked for at first: the limit of most public nodes. */
const FIRST_SPAN = 10_000;

/**
 * Logs in order of blocks, asked for in ranges: a range that the node finds too large is halved, one that went well doubles the next.
 * Stops as soon as `enough` says so. Any other refusal is passed on.
 */
export async function searchLogs(request: RpcRequest, filter: LogFilter, enough: (found: RpcLog[]) => boolean): Promise<RpcLog[]> {
  const found: RpcLog[] = [];
  let [from, span] = [filter.fromBlock, FIRST_SPAN];
  while (from <= filter.toBlock && !enough(found)) {
    const to = Math.min(from + span - 1, filter.toBlock);
    const logs = await logsIn(request, filter, from, to);
    if (logs === "too-large") {
      span = Math.floor((to - from + 1) / 2);
      continue;
    }
    found.push(...logs);
    from = to + 1;
    span = Math.min(span * 2, FIRST_SPAN);
  }
  return found;
}

async function logsIn(request: RpcRequest, { address, topics }: LogFilter, from: number, to: number): Promise<RpcLog[] | "too-large"> {
  try {
    const answer = await request("eth_getLogs", [{ address, topics, fromBlock: numberToHex(from), toBlock: numberToHex(to) }]);
    return z.array(rpcLog).parse(answer);
  } catch (error) {
    if (error instanceof z.ZodError) throw new Error("the node's answer is not a list of logs");
    if (to > from && isTooLarge(error)) return "too-large";
    throw error;
  }
}

/** Nodes word the limit differently: -32005 (EIP-1474) or a sentence about ranges, counts, sizes or time. */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof RpcError)) return false;
  return error.code === -32005 || /range|limit|exceed|too (many|large|wide|big)|more than|response size|timed? ?out/i.test(error.message);
}
