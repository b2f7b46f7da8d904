import { createHash } from "node:crypto";
import { headNumber, hex, type BenchChain } from "./bench-chain.ts";

/** Blocks whose rows are compared at a time: bounds the memory of a comparison. */
export const PAGE_BLOCKS = 250;

/** Block number, log index, id, actor, hash, time and transaction hash: decimal numbers, and hex in small letters. */
export type Row = readonly string[];

export interface Digest {
  rows: number;
  sha256: string;
}

interface RpcLog {
  blockNumber: string;
  logIndex: string;
  topics: [string, string, string];
  data: string;
  transactionHash: string;
}

/** The rows of these blocks as the node itself tells them: what every subject must end with. */
export async function trueRows(chain: BenchChain, from: number, to: number): Promise<Row[]> {
  const filter = { address: chain.address, topics: [chain.topic], fromBlock: hex(from), toBlock: hex(to) };
  const logs = (await chain.anvil.rpc("eth_getLogs", [filter])) as RpcLog[];
  return logs.map(({ blockNumber, logIndex, topics, data, transactionHash }) => [
    String(Number(blockNumber)),
    String(Number(logIndex)),
    topics[1],
    `0x${topics[2].slice(26)}`,
    data.slice(0, 66),
    String(BigInt(`0x${data.slice(66)}`)),
    transactionHash,
  ]);
}

/** SHA-256 over all rows of the chain. */
export async function trueDigest(chain: BenchChain): Promise<Digest> {
  const head = await headNumber(chain);
  return digestOf(pages(chain.fromBlock, head), (from, to) => trueRows(chain, from, Math.min(to, head)));
}

/** Ranges of blocks that cover all numbers: the first begins with the lowest, the last is open. */
export function pages(from: number, head: number): [from: number, to: number][] {
  const starts = Array.from({ length: Math.max(1, Math.ceil((head - from + 1) / PAGE_BLOCKS)) }, (_, page) => from + page * PAGE_BLOCKS);
  return starts.map((start, page) => [
    page === 0 ? 0 : start,
    page === starts.length - 1 ? Number.MAX_SAFE_INTEGER : start + PAGE_BLOCKS - 1,
  ]);
}

export async function digestOf(ranges: [number, number][], read: (from: number, to: number) => Promise<Row[]>): Promise<Digest> {
  const hash = createHash("sha256");
  let count = 0;
  for (const [from, to] of ranges) {
    const rows = await read(from, to);
    count += rows.length;
    for (const row of rows) hash.update(`${row.join("|")}\n`);
  }
  return { rows: count, sha256: hash.digest("hex") };
}

export function isEqual(one: Digest, other: Digest): boolean {
  return one.rows === other.rows && one.sha256 === other.sha256;
}
