import { accessManagerAbi } from "../abi/access-manager.ts";
import type { Address } from "../schemas/primitives.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { searchLogs } from "../verify/rpc/log-search.ts";
import { decodeEventLog } from "viem/utils";
import { applyEvent, emptyAccess, type AccessEvent, type AccessTable } from "./access-table.ts";

/**
 * Reads who may do what on chain: every change of an AccessManager since its deployment, from a node that the reader chose.
 *
 * @param fromBlock block of the deployment
 * @returns as of the node's newest block; times in seconds of the chain
 * @throws when the node refuses, or answers with logs that are none of an AccessManager's
 */
export async function readAccess(
  request: RpcRequest,
  { accessManager, fromBlock }: { accessManager: Address; fromBlock: number },
): Promise<AccessTable> {
  const { number, timestamp } = await readBlock(request, "latest");
  const logs = await searchLogs(request, { address: accessManager, topics: [], fromBlock, toBlock: number }, () => false);
  const table = emptyAccess({ block: number, now: timestamp });
  for (const { topics, data } of logs) {
    const event = decodeEventLog({
      abi: accessManagerAbi,
      topics: topics as unknown as [`0x${string}`],
      data: data as `0x${string}`,
    });
    applyEvent(table, event as AccessEvent);
  }
  return table;
}
