import { decodeEventLog, encodeEventTopics } from "viem/utils";
import { z } from "zod";
import { supplyChainAbi as abi } from "../../abi/supply-chain.ts";
import type { CustodyLog } from "../chain-reader.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { quantity, readBlock } from "./block.ts";
import type { RpcRequest } from "./json-rpc.ts";
import { rpcLog, type RpcLog } from "./log-search.ts";

const receipt = z.object({ status: quantity, blockNumber: quantity, logs: z.array(rpcLog) }).nullable();

const KINDS = {
  Opened: "opened",
  HandedOver: "handed-over",
  HandoverRejected: "rejected",
  OffersWithdrawn: "withdrawn",
  Closed: "closed",
  Recovered: "recovered",
} as const satisfies Record<string, CustodyLog["kind"]>;
type EventName = keyof typeof KINDS;

const NAME_BY_TOPIC = new Map(
  (Object.keys(KINDS) as EventName[]).map((eventName) => [encodeEventTopics({ abi, eventName })[0], eventName]),
);

/**
 * What a transaction changed of one unit. Read from its receipt, which every full node has, so no search for logs is needed.
 */
export async function readCustodyLogs(
  request: RpcRequest,
  supplyChain: Address,
  { unit, transactionHash }: { unit: Hex32; transactionHash: Hex32 },
): Promise<CustodyLog[]> {
  const parsed = receipt.safeParse(await request("eth_getTransactionReceipt", [transactionHash]));
  if (!parsed.success) throw new Error("the node's answer is not a receipt");
  if (parsed.data === null || parsed.data.status !== 1) return [];
  const { timestamp, ...block } = await readBlock(request, parsed.data.blockNumber);
  return parsed.data.logs
    .filter((log) => log.address.toLowerCase() === supplyChain.toLowerCase() && log.topics[1] === unit)
    .flatMap((log) => {
      const change = decode(log);
      return change === undefined ? [] : [{ ...change, timestamp, block }];
    });
}

function decode(log: RpcLog): Omit<CustodyLog, "timestamp" | "block"> | undefined {
  const eventName = NAME_BY_TOPIC.get(log.topics[0] as Hex32);
  if (eventName === undefined) return undefined;
  const decoded = decodeEventLog({ abi, eventName, data: log.data as Hex32, topics: log.topics as [Hex32, ...Hex32[]] });
  const args: { holder?: string; from?: string; to?: string; seq?: bigint; docHash?: string } = decoded.args;
  const isOpening = eventName === "Opened";
  return {
    kind: KINDS[eventName],
    seq: Number(args.seq ?? 0n),
    from: (isOpening ? null : (args.from ?? args.holder ?? null)) as Address | null,
    to: (isOpening ? args.holder : (args.to ?? null)) as Address | null,
    docHash: (args.docHash ?? null) as Hex32 | null,
  };
}
