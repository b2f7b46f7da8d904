import { accessManagerAbi } from "../abi/access-manager.ts";
import type { Address } from "../schemas/primitives.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { searchLogs } from "../verify/rpc/log-search.ts";
import { decodeEventLog } from "viem/utils";
import { applyEvent, emptyAccess, type AccessEvent, type AccessTable } from "./access-table.ts";

/** An event of an AccessManager with the transaction that caused it. */
export interface PlacedEvent {
  event: AccessEvent;
  block: number;
  transactionHash: string;
}

type Place = { accessManager: Address; fromBlock: number };

/**
 * Reads who may do what on chain: every change of an AccessManager since its deployment, from a node that the reader chose.
 *
 * @param fromBlock block of the deployment
 * @returns as of the node's newest block; times in seconds of the chain
 * @throws when the node refuses, or answers with logs that are none of an AccessManager's
 */
export async function readAccess(request: RpcRequest, place: Place): Promise<AccessTable> {
  return (await readAccessHistory(request, place)).table;
}

/** As `readAccess`, with every event that led there, the oldest first. */
export async function readAccessHistory(
  request: RpcRequest,
  { accessManager, fromBlock }: Place,
): Promise<{ table: AccessTable; events: PlacedEvent[] }> {
  const { number, timestamp } = await readBlock(request, "latest");
  const logs = await searchLogs(request, { address: accessManager, topics: [], fromBlock, toBlock: number }, () => false);
  const table = emptyAccess({ block: number, now: timestamp });
  const events = logs.map(({ topics, data, blockNumber, transactionHash }): PlacedEvent => {
    const event = decodeEventLog({
      abi: accessManagerAbi,
      topics: topics as unknown as [`0x${string}`],
      data: data as `0x${string}`,
    }) as AccessEvent;
    return { event, block: Number(blockNumber), transactionHash };
  });
  for (const { event } of events) applyEvent(table, event);
  return { table, events };
}
