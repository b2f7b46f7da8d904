import type { Random } from "../random.ts";

export interface RpcCall {
  id: number | string | null;
  method: string;
  params?: unknown[];
}

export interface RpcAnswer {
  id: number | string | null;
  result?: unknown;
  error?: { code: number; message: string };
}

/** What a node does that a local one does not. All are off unless set; they may change at any time. */
export interface Behaviour {
  latencyMilliseconds?: number;
  /** An answer to eth_getLogs with more logs is refused. */
  mostLogs?: number;
  /** A range of more blocks is refused. */
  mostBlocks?: number;
  /** Share of all requests that is answered with 429. */
  refusedShare?: number;
  /** Each answer to eth_getLogs of three logs or more lacks one in the middle. */
  withholdsLog?: boolean;
  /** eth_getLogs knows nothing yet of so many of the newest blocks, and does not say so. */
  emptyTipBlocks?: number;
  /** So many of the newest blocks do not exist for it. */
  staleBlocks?: number;
}

interface Filter {
  fromBlock?: string;
  toBlock?: string;
}

export interface Counts {
  calls: Record<string, number>;
  bytes: number;
  refused: number;
  withheld: number;
}

/** The node's answer to one call, as this behaviour would have it. `head` is the true one. */
export function bend(call: RpcCall, answer: RpcAnswer, behaviour: Behaviour, head: number, counts: Counts, random: Random): RpcAnswer {
  if (call.method !== "eth_getLogs" || !Array.isArray(answer.result)) return answer;
  const logs = answer.result as { blockNumber: string }[];
  const { fromBlock, toBlock } = (call.params?.[0] ?? {}) as Filter;
  const refusal = refuse(behaviour, fromBlock, toBlock, logs.length);
  if (refusal !== undefined) {
    counts.refused++;
    return { id: answer.id, error: { code: -32005, message: refusal } };
  }
  const tip = head - (behaviour.emptyTipBlocks ?? 0);
  const known = logs.filter(({ blockNumber }) => Number(blockNumber) <= tip);
  counts.withheld += logs.length - known.length;
  if (behaviour.withholdsLog && known.length > 2) {
    known.splice(1 + Math.floor(random() * (known.length - 2)), 1);
    counts.withheld++;
  }
  return { ...answer, result: known };
}

function refuse({ mostBlocks, mostLogs }: Behaviour, from: string | undefined, to: string | undefined, count: number): string | undefined {
  if (mostBlocks !== undefined && from !== undefined && to !== undefined && Number(to) - Number(from) >= mostBlocks)
    return `query exceeds max block range ${mostBlocks}`;
  if (mostLogs !== undefined && count > mostLogs) return `query returned more than ${mostLogs} results`;
  return undefined;
}
