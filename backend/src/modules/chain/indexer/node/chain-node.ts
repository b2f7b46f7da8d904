import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { keccak } from "@waybill/protocol/hashing/keccak";
import type { BlockRef, Header, Tips } from "../blocks.ts";
import { receiptsRoot, type RpcReceipt } from "../proof/receipts-root.ts";
import { CELL, CELLS, cellOf, filterBatch, hashOf, hexAt, type LogBatch } from "./log-batch.ts";
import { RpcAnswerError, type Rpc } from "./rpc.ts";
import { batchOf, scanLogs } from "./scan-logs.ts";

/** Which logs are ours: those of these contracts, and of these events where they are named. */
export interface LogFilter {
  addresses: readonly Address[];
  /** Signature hashes; null for every event. */
  topics: readonly Hex32[] | null;
}

/** Receipts that do not hash to what their block's header says: some are missing, or altered. */
export class BrokenReceiptsError extends Error {
  override name = "BrokenReceiptsError";
}

/** All that the indexer asks of a node. Every method rejects when the node cannot answer. */
export interface ChainNode {
  /**
   * Which chain a block is of, in one request: the id, and keccak256 of the codes that contracts have as of that very block (that of nothing where
   * there is none). By its hash (EIP-1898), and never of the latest instead: for that, another node could vouch than the one that told of the block.
   */
  identityAt(block: BlockRef, contracts: readonly Address[]): Promise<{ chainId: number; codeHashes: Hex32[] }>;
  /** Null when the node's chain does not reach that far. */
  header(at: number | "latest"): Promise<Header | null>;
  /** Several, asked in one request. */
  headers(numbers: readonly number[]): Promise<(Header | null)[]>;
  tips(head: BlockRef): Promise<Tips>;
  /** Our logs in a range that will not change, in order. */
  logsBetween(filter: LogFilter, from: number, to: number): Promise<LogBatch>;
  /** Our logs in one block, asked by hash: a node that does not have the block answers an error rather than nothing. */
  logsOf(filter: LogFilter, block: BlockRef): Promise<LogBatch>;
  /** The same out of the block's receipts, which must be all that the block's header commits to. */
  receiptLogsOf(filter: LogFilter, block: Header): Promise<LogBatch>;
  /** Result of a view as of the end of a block. */
  call(to: Address, data: `0x${string}`, block: BlockRef): Promise<`0x${string}`>;
}

interface RpcBlock {
  number: `0x${string}` | null;
  hash: `0x${string}` | null;
  parentHash: `0x${string}`;
  timestamp: `0x${string}`;
  logsBloom?: `0x${string}`;
  receiptsRoot?: `0x${string}`;
}

/** @param finalityDepth Depth below the head that counts as safe and final where the node has no such tags. */
export function createChainNode(rpc: Rpc, finalityDepth: number): ChainNode {
  const header = async (at: number | "latest" | "safe" | "finalized"): Promise<Header | null> =>
    headerOf(await rpc.request<RpcBlock | null>("eth_getBlockByNumber", [typeof at === "number" ? quantity(at) : at, false]));
  /** Nodes without the tag answer an error, or nothing. */
  const tagged = async (tag: "safe" | "finalized", head: BlockRef): Promise<Header | null> => {
    const answer = await header(tag).catch((error: unknown) => {
      if (error instanceof RpcAnswerError) return null;
      throw error;
    });
    return answer ?? (head.number >= finalityDepth ? header(head.number - finalityDepth) : null);
  };
  const filterOf = ({ addresses, topics }: LogFilter) => ({ address: addresses, ...(topics ? { topics: [topics] } : {}) });

  return {
    header,
    async headers(numbers) {
      const blocks = await rpc.requestAll<RpcBlock | null>(
        numbers.map((number) => ({ method: "eth_getBlockByNumber", params: [quantity(number), false] })),
      );
      return blocks.map(headerOf);
    },
    async identityAt({ hash }, contracts) {
      const [id, ...codes] = await rpc.requestAll<`0x${string}`>([
        { method: "eth_chainId", params: [] },
        ...contracts.map((address) => ({ method: "eth_getCode", params: [address, { blockHash: hash }] })),
      ]);
      return { chainId: Number(id), codeHashes: codes.map((code) => keccak(code)) };
    },
    async tips(head) {
      const [safe, final] = await Promise.all([tagged("safe", head), tagged("finalized", head)]);
      return { safe, final };
    },
    async logsBetween(filter, from, to) {
      const logs = scanLogs(await rpc.raw("eth_getLogs", [{ ...filterOf(filter), fromBlock: quantity(from), toBlock: quantity(to) }]));
      // In order, so that the outermost tell of all.
      const isOutside = (log: number) => cellOf(logs, log, CELL.blockNumber) < from || cellOf(logs, log, CELL.blockNumber) > to;
      if (logs.count > 0 && (isOutside(0) || isOutside(logs.count - 1)))
        throw new Error(`the node answered logs of other blocks than ${from} to ${to}`);
      return logs;
    },
    async logsOf(filter, block) {
      const logs = scanLogs(await rpc.raw("eth_getLogs", [{ ...filterOf(filter), blockHash: block.hash }]));
      return timed(logs, block);
    },
    async receiptLogsOf(filter, block) {
      const receipts = await rpc.request<RpcReceipt[] | null>("eth_getBlockReceipts", [{ blockHash: block.hash }]);
      if (receipts === null) throw new Error(`the node has no receipts of block ${block.hash}`);
      const root = receiptsRoot(receipts);
      if (root !== null && block.receiptsRoot !== null && root !== block.receiptsRoot)
        throw new BrokenReceiptsError(`the receipts of block ${block.number} are not those that its header commits to`);
      return timed(onlyOurs(batchOf(receipts.flatMap(({ logs }) => logs)), filter), block);
    },
    async call(to, data, block) {
      const at = (place: unknown) => rpc.request<`0x${string}`>("eth_call", [{ to, data }, place]);
      try {
        return await at({ blockHash: block.hash });
      } catch (error) {
        if (!(error instanceof RpcAnswerError)) throw error;
        // A node may know a block's state only as its latest; it must be that before and after.
        const isLatest = async () => (await header("latest"))?.hash === block.hash;
        if (!(await isLatest())) throw error;
        const result = await at("latest");
        if (await isLatest()) return result;
        throw error;
      }
    },
  };
}

/** Logs of one block by hash carry its time; those of another block are refused. */
function timed(logs: LogBatch, block: BlockRef): LogBatch {
  for (let log = 0; log < logs.count; log++) {
    if (hashOf(logs, log, CELL.blockHash) !== block.hash) throw new Error(`the node answered logs of other blocks than ${block.hash}`);
    logs.cells[log * CELLS + CELL.timestamp] = block.timestamp;
  }
  return logs;
}

function onlyOurs(logs: LogBatch, { addresses, topics }: LogFilter): LogBatch {
  const ours = new Set(addresses.map((address) => address.toLowerCase()));
  const wanted = topics && new Set<string>(topics);
  return filterBatch(logs, (log) => {
    if (!ours.has(hexAt(logs, cellOf(logs, log, CELL.address), 20))) return false;
    return !wanted || (cellOf(logs, log, CELL.topicCount) > 0 && wanted.has(hexAt(logs, cellOf(logs, log, CELL.topics), 32)));
  });
}

/** A block as the node gave it; null for none, and for one that is not mined. */
export function headerOf(block: RpcBlock | null): Header | null {
  if (!block?.hash || !block.number) return null;
  return {
    number: Number(block.number),
    hash: block.hash as Hex32,
    parentHash: block.parentHash as Hex32,
    timestamp: Number(block.timestamp),
    logsBloom: block.logsBloom ?? null,
    receiptsRoot: (block.receiptsRoot ?? null) as Hex32 | null,
  };
}

function quantity(number: number): `0x${string}` {
  return `0x${number.toString(16)}`;
}
