import type { Random } from "../../random.ts";
import { numberOf, quantity, RpcRefusal, type Answer, type Call, type Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

/** Depth below the head at which a block is final; safe is half way. */
export interface FinalityDepth {
  blocks: number;
}

/** Where a block tag may stand among the parameters. */
const TAG_POSITION: Readonly<Record<string, number>> = {
  eth_getBlockByNumber: 0,
  eth_getBlockReceipts: 0,
  eth_call: 1,
  eth_estimateGas: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_getStorageAt: 2,
};

/**
 * The chain as a node sees it that may be behind: tags, heights, receipts and logs all end at its own head. Also gives `safe` and
 * `finalized` a depth of our choice. A pair of nodes that take turns is the same with a share below one.
 */
export function heads(switches: Switches, finality: FinalityDepth, random: Random): Fault {
  return async (call, next) => {
    const isBehind = switches.lagBlocks > 0 && random.chance(switches.lagShare);
    if (!isBehind && !asksForFinality(call)) return next(call);
    const real = numberOf(await next({ method: "eth_blockNumber", params: [] }));
    const head = isBehind ? Math.max(0, real - switches.lagBlocks) : real;
    const seen = withTags(call, { head, final: Math.max(0, head - finality.blocks), isBehind });
    if (call.method === "eth_blockNumber") return quantity(head);
    return isBehind ? clipped(seen, next, head) : next(seen);
  };
}

function asksForFinality({ params }: Call): boolean {
  const text = JSON.stringify(params.slice(0, 2));
  return text.includes('"safe"') || text.includes('"finalized"');
}

function withTags(call: Call, { head, final, isBehind }: { head: number; final: number; isBehind: boolean }): Call {
  const numbers: Record<string, number | undefined> = {
    latest: isBehind ? head : undefined,
    safe: Math.ceil((head + final) / 2),
    finalized: final,
  };
  const translated = (tag: unknown): unknown => {
    const number = typeof tag === "string" ? numbers[tag] : undefined;
    return number === undefined ? tag : quantity(number);
  };
  if (call.method === "eth_getLogs") {
    const { fromBlock, toBlock, ...filter } = (call.params[0] ?? {}) as Record<string, unknown>;
    const range = filter["blockHash"] === undefined ? { fromBlock: translated(fromBlock), toBlock: translated(toBlock ?? "latest") } : {};
    return { ...call, params: [{ ...filter, ...range }] };
  }
  const position = TAG_POSITION[call.method];
  if (position === undefined) return call;
  return { ...call, params: call.params.map((value, index) => (index === position ? translated(value) : value)) };
}

/** Answers as if nothing above `head` existed. */
async function clipped(call: Call, next: Answer, head: number): Promise<unknown> {
  const isAbove = (number: unknown): boolean => typeof number === "string" && number.startsWith("0x") && numberOf(number) > head;
  const [first] = call.params;
  switch (call.method) {
    case "eth_getBlockByNumber":
      return isAbove(first) ? null : next(call);
    case "eth_getBlockReceipts": {
      const hash = (first as { blockHash?: string } | null)?.blockHash;
      const block =
        hash === undefined ? null : ((await next({ method: "eth_getBlockByHash", params: [hash, false] })) as { number: string } | null);
      return isAbove(block?.number ?? first) ? null : next(call);
    }
    case "eth_getBlockByHash": {
      const block = (await next(call)) as { number?: string } | null;
      return isAbove(block?.number) ? null : block;
    }
    case "eth_getTransactionReceipt": {
      const receipt = (await next(call)) as { blockNumber?: string } | null;
      return isAbove(receipt?.blockNumber) ? null : receipt;
    }
    case "eth_getTransactionByHash": {
      const transaction = (await next(call)) as { blockNumber?: string } | null;
      return isAbove(transaction?.blockNumber)
        ? { ...transaction, blockNumber: null, blockHash: null, transactionIndex: null }
        : transaction;
    }
    case "eth_getLogs": {
      const filter = first as { blockHash?: string; fromBlock?: string; toBlock?: string };
      if (filter.blockHash !== undefined) {
        const block = (await next({ method: "eth_getBlockByHash", params: [filter.blockHash, false] })) as { number: string } | null;
        if (block === null || isAbove(block.number)) throw new RpcRefusal(-32000, "unknown block");
        return next(call);
      }
      if (isAbove(filter.fromBlock)) return [];
      return next(isAbove(filter.toBlock) ? { ...call, params: [{ ...filter, toBlock: quantity(head) }] } : call);
    }
    default: {
      const tag = call.params[TAG_POSITION[call.method] ?? -1];
      if (isAbove(tag)) throw new RpcRefusal(-32000, "header not found");
      const hash = (tag as { blockHash?: string } | undefined)?.blockHash;
      if (hash === undefined) return next(call);
      const block = (await next({ method: "eth_getBlockByHash", params: [hash, false] })) as { number: string } | null;
      if (block === null || isAbove(block.number)) throw new RpcRefusal(-32000, "header not found");
      return next(call);
    }
  }
}
