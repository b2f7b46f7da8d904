import { encodeAbiParameters, encodeEventTopics, numberToHex, padHex, type AbiEvent } from "viem";
import { deployments } from "../../src/abi/deployments.ts";
import { carbonTokenAbi as abi } from "../../src/abi/carbon-token.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import type { RpcRequest } from "../../src/verify/rpc/json-rpc.ts";

export const TOKEN = deployments["31337"].carbonToken as Address;
export const NOBODY = `0x${"0".repeat(40)}`;
export const BATCH = `0x${"0b".repeat(32)}` as Hex32;
export const OTHER_BATCH = `0x${"0c".repeat(32)}` as Hex32;
const SOMEBODY = "0x00000000000000000000000000000000000000a1";
const SOMETHING = `0x${"5".repeat(64)}`;

type Event = Extract<(typeof abi)[number], { type: "event" }>["name"];

interface NodeLog {
  topics: unknown;
  data: string;
}

/** A log as a node tells it: indexed members as topics, the others as data. */
function logOf(eventName: Event, args: Record<string, unknown>): NodeLog {
  const event = abi.find((item) => item.type === "event" && item.name === eventName) as unknown as AbiEvent;
  const plain = event.inputs.filter(({ indexed }) => indexed !== true);
  const values = plain.map(({ name = "" }) => args[name]);
  return { topics: encodeEventTopics({ abi: [event], eventName, args } as never), data: encodeAbiParameters(plain, values) };
}

export function issued(batch: Hex32, { grams, bufferShare }: { grams: bigint; bufferShare: number }): NodeLog {
  const serials = { firstSerial: 1n, lastSerial: grams };
  const terms = { registry: SOMETHING, project: SOMETHING, vintage: 2026, savingHash: SOMETHING, bufferShare };
  return logOf("Issued", { id: BigInt(batch), to: SOMEBODY, verifier: SOMEBODY, ...serials, ...terms });
}

export function moved(from: string, to: string, lines: readonly (readonly [Hex32, bigint])[]): NodeLog {
  const [[batch, value] = [BATCH, 0n], ...more] = lines;
  if (more.length === 0) return logOf("TransferSingle", { operator: SOMEBODY, from, to, id: BigInt(batch), value });
  const [ids, values] = [lines.map(([id]) => BigInt(id)), lines.map(([, grams]) => grams)];
  return logOf("TransferBatch", { operator: SOMEBODY, from, to, ids, values });
}

export function retired(batch: Hex32, amount: bigint): NodeLog {
  const claim = { beneficiary: SOMEBODY, shipment: SOMETHING, periodStart: 0, periodEnd: 0, country: "0x0000", note: "" };
  return logOf("Retired", { retirementId: SOMETHING, id: BigInt(batch), holder: SOMEBODY, retiredBefore: 0n, amount, ...claim });
}

export function cancelled(batch: Hex32, { fromBuffer, uncovered }: { fromBuffer: bigint; uncovered: bigint }): NodeLog {
  return logOf("Cancelled", { id: BigInt(batch), fromBuffer, uncovered, reasonHash: SOMETHING });
}

export function surrendered(batch: Hex32, amount: bigint): NodeLog {
  return logOf("Surrendered", { id: BigInt(batch), holder: SOMEBODY, amount });
}

/** A node that holds these logs, one block each, and as many more blocks as are asked for. */
export function nodeOf(logs: readonly NodeLog[], chainId = 31337): RpcRequest {
  return (method, [asked]) => {
    // Whoever asks for a transaction by its hash finds it in no block.
    if (method === "eth_getTransactionReceipt") return Promise.resolve(null);
    if (method === "eth_chainId") return Promise.resolve(numberToHex(chainId));
    if (method === "eth_getBlockByNumber") {
      const isTag = !String(asked).startsWith("0x");
      const number = isTag ? logs.length : Number(asked);
      return Promise.resolve({ number: numberToHex(number), hash: blockHash(number), timestamp: "0x6a000000" });
    }
    const { fromBlock, toBlock } = asked as { fromBlock: string; toBlock: string };
    const placed = logs.map((log, index) => ({
      ...{ ...log, address: TOKEN, blockNumber: numberToHex(index + 1), blockHash: blockHash(index + 1) },
      transactionHash: padHex("0x7a", { size: 32 }),
    }));
    return Promise.resolve(
      placed.filter(({ blockNumber }) => Number(blockNumber) >= Number(fromBlock) && Number(blockNumber) <= Number(toBlock)),
    );
  };
}

export function blockHash(number: number): Hex32 {
  return padHex(numberToHex(number), { size: 32 }) as Hex32;
}
