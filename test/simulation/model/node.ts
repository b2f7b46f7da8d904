import { CONTRACT } from "../checker/abi.ts";
import { rootOf } from "../checker/merkle.ts";
import { numberOf, quantity, RpcRefusal, type Answer } from "../rpc/call.ts";
import { bloomOf, type ModelBlock, type ModelLog } from "./blocks.ts";
import type { ModelChain } from "./chain.ts";
import { CONTRACT_ADDRESS, CONTRACT_CODE } from "./contract.ts";

export interface ModelNodeOptions {
  chain: Pick<ModelChain, "blocks" | "byHash">;
  chainId: number;
  /** Nodes differ in whether they still answer for a block by hash that left the chain. */
  knowsOrphans: boolean;
}

interface Filter {
  address?: string | string[];
  topics?: (string | string[] | null)[];
  blockHash?: string;
  fromBlock?: string;
  toBlock?: string;
}

/** Answers JSON-RPC calls about a chain in memory, with the semantics of real nodes. */
export function modelNode({ chain, chainId, knowsOrphans }: ModelNodeOptions): Answer {
  const head = (): ModelBlock => chain.blocks.at(-1) as ModelBlock;
  const byNumber = (tag: unknown): ModelBlock | undefined => {
    if (tag === "latest" || tag === "pending" || tag === undefined) return head();
    if (tag === "earliest") return chain.blocks[0];
    if (tag === "safe" || tag === "finalized") throw new RpcRefusal(-39001, "unknown block");
    return chain.blocks[numberOf(tag)];
  };
  const byHash = (hash: unknown): ModelBlock | undefined => {
    const block = chain.byHash.get(String(hash));
    return block && (knowsOrphans || chain.blocks[block.number] === block) ? block : undefined;
  };
  const byTag = (tag: unknown): ModelBlock => {
    const hash = (tag as { blockHash?: string } | undefined)?.blockHash;
    const block = hash === undefined ? byNumber(tag) : byHash(hash);
    if (!block) throw new RpcRefusal(-32000, "header not found");
    return block;
  };
  const logsOf = (filter: Filter): ModelLog[] => {
    if (filter.blockHash !== undefined) {
      const block = byHash(filter.blockHash);
      if (!block) throw new RpcRefusal(-32000, "unknown block");
      return matching(block.logs, filter);
    }
    const [from, to] = [byBound(filter.fromBlock), byBound(filter.toBlock)];
    return chain.blocks.slice(from, to + 1).flatMap((block) => matching(block.logs, filter));
  };
  const byBound = (bound: string | undefined): number => (bound?.startsWith("0x") ? numberOf(bound) : byTag(bound ?? "latest").number);

  return async ({ method, params: [first, second] }) => {
    switch (method) {
      case "eth_chainId":
        return quantity(chainId);
      case "net_version":
        return String(chainId);
      case "eth_blockNumber":
        return quantity(head().number);
      case "eth_getBlockByNumber":
        return viewOf(byNumber(first));
      case "eth_getBlockByHash":
        return viewOf(byHash(first));
      case "eth_getLogs":
        return logsOf(first as Filter);
      case "eth_getCode":
        byTag(second);
        return String(first).toLowerCase() === CONTRACT_ADDRESS ? CONTRACT_CODE : "0x";
      case "eth_call":
        return callOn(byTag(second), first as { to: string; data: string });
      case "eth_getBlockReceipts": {
        const hash = (first as { blockHash?: string }).blockHash ?? (String(first).length === 66 ? first : undefined);
        const block = hash === undefined ? byNumber(first) : byHash(hash);
        return block ? receiptsOf(block) : null;
      }
      default:
        throw new RpcRefusal(-32601, `the method ${method} does not exist`);
    }
  };
}

function matching(logs: readonly ModelLog[], { address, topics }: Filter): ModelLog[] {
  const addresses = address === undefined ? undefined : [address].flat().map((one) => one.toLowerCase());
  return logs.filter(
    (log) =>
      (addresses?.includes(log.address) ?? true) &&
      (topics ?? []).every((wanted, index) => wanted === null || [wanted].flat().includes(log.topics[index] ?? "")),
  );
}

function viewOf(block: ModelBlock | undefined) {
  if (!block) return null;
  const { number, hash, parentHash, timestamp, bloom, logs } = block;
  const transactions = [...new Set(logs.map(({ transactionHash }) => transactionHash))];
  return { number: quantity(number), hash, parentHash, timestamp: quantity(timestamp), logsBloom: bloom, transactions };
}

function callOn({ state }: ModelBlock, { to, data }: { to: string; data: string }): string {
  const call = to.toLowerCase() === CONTRACT_ADDRESS ? CONTRACT.parseTransaction({ data }) : null;
  switch (call?.name) {
    case "head":
      return CONTRACT.encodeFunctionResult("head", [rootOf(state.peaks)]);
    case "size":
      return CONTRACT.encodeFunctionResult("size", [state.size]);
    case "custodyOf": {
      const unit = state.units.get(String(call.args[0]));
      const status = unit ? (unit.isOpen ? 1 : 2) : 0;
      return CONTRACT.encodeFunctionResult("custodyOf", [[unit?.holder ?? `0x${"0".repeat(40)}`, unit?.seq ?? 0, status]]);
    }
    default:
      return "0x";
  }
}

function receiptsOf({ logs, hash, number }: ModelBlock) {
  const byTransaction = Map.groupBy(logs, ({ transactionHash }) => transactionHash);
  return [...byTransaction].map(([transactionHash, own], index) => ({
    transactionHash,
    transactionIndex: quantity(index),
    blockHash: hash,
    blockNumber: quantity(number),
    type: "0x2",
    status: "0x1",
    cumulativeGasUsed: quantity(50_000 * (index + 1)),
    logsBloom: bloomOf(own),
    logs: own,
  }));
}
