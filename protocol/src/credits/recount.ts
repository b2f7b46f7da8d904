import { parseEventLogs } from "viem/utils";
import type { Log } from "viem";
import { carbonTokenAbi as abi } from "../abi/carbon-token.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { searchLogs, type RpcLog } from "../verify/rpc/log-search.ts";

/** Grams of one batch, or of all. `held` is of transfers alone; the others are of what was issued, retired and called off. */
export interface Accounts {
  issued: bigint;
  retired: bigint;
  cancelled: bigint;
  buffer: bigint;
  held: bigint;
  deficit: bigint;
}

export interface Recount {
  blockNumber: number;
  blockHash: Hex32;
  /** Logs that were added up. */
  logs: number;
  /** By the ERC-1155 id as 32 bytes, in the order of issuance. */
  batches: ReadonlyMap<Hex32, Accounts>;
}

interface Place {
  token: Address;
  /** First block that can hold a log. */
  fromBlock: number;
  /** Last block that counts. */
  toBlock: number;
}

/**
 * Adds up everything that the token ever logged, as a node tells it. Nobody else is asked.
 *
 * @param request sends one JSON-RPC request
 * @returns the accounts of each batch as of the last block
 * @throws {Error} with a plain sentence, where the node cannot answer
 */
export async function recountCredits(request: RpcRequest, { token, fromBlock, toBlock }: Place): Promise<Recount> {
  const block = await readBlock(request, toBlock);
  const logs = await searchLogs(request, { address: token, topics: [], fromBlock, toBlock }, () => false);
  return { blockNumber: block.number, blockHash: block.hash, logs: logs.length, batches: accountsIn(logs) };
}

/** The law: held + buffer = issued - retired - cancelled, and nothing is below zero. */
export function isConserved({ issued, retired, cancelled, buffer, held, deficit }: Accounts): boolean {
  return held + buffer === issued - retired - cancelled && [held, buffer, deficit].every((grams) => grams >= 0n);
}

/** The sums over batches. */
export function sumOf(batches: Iterable<Accounts>): Accounts {
  const sum = nothing();
  for (const accounts of batches) for (const name of NAMES) sum[name] += accounts[name];
  return sum;
}

export const NAMES = ["issued", "retired", "cancelled", "buffer", "held", "deficit"] as const;
const nothing = (): Accounts => ({ issued: 0n, retired: 0n, cancelled: 0n, buffer: 0n, held: 0n, deficit: 0n });
const NOBODY = `0x${"0".repeat(40)}`;

function accountsIn(logs: readonly RpcLog[]): Map<Hex32, Accounts> {
  const batches = new Map<Hex32, Accounts>();
  const of = (id: bigint) => {
    const key = `0x${id.toString(16).padStart(64, "0")}` as Hex32;
    const accounts = batches.get(key) ?? nothing();
    batches.set(key, accounts);
    return accounts;
  };
  const move = ({ from, to }: { from: string; to: string }, id: bigint, grams: bigint) => {
    if (from === NOBODY) of(id).held += grams;
    if (to === NOBODY) of(id).held -= grams;
  };
  for (const { eventName, args } of parseEventLogs({ abi, logs: logs as unknown as Log[] })) {
    if (eventName === "Issued") {
      const issued = args.lastSerial - args.firstSerial + 1n;
      of(args.id).issued += issued;
      // Rounded up to a gram, as the contract does.
      of(args.id).buffer += (issued * BigInt(args.bufferShare) + 9_999n) / 10_000n;
    } else if (eventName === "TransferSingle") move(args, args.id, args.value);
    else if (eventName === "TransferBatch") args.ids.forEach((id, line) => move(args, id, args.values[line] ?? 0n));
    else if (eventName === "Retired") of(args.id).retired += args.amount;
    else if (eventName === "Cancelled") {
      of(args.id).cancelled += args.fromBuffer;
      of(args.id).buffer -= args.fromBuffer;
      of(args.id).deficit += args.uncovered;
    } else if (eventName === "Surrendered") {
      of(args.id).cancelled += args.amount;
      of(args.id).deficit -= args.amount;
    }
  }
  return batches;
}
