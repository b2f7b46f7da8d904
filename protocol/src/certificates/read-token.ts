import { decodeEventLog, encodeEventTopics } from "viem/utils";
import { z } from "zod";
import { carbonTokenAbi as abi } from "../abi/carbon-token.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { quantity, readBlock } from "../verify/rpc/block.ts";
import { callView } from "../verify/rpc/call.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { rpcLog, searchLogs } from "../verify/rpc/log-search.ts";

const receipt = z.object({ status: quantity, blockNumber: quantity, logs: z.array(rpcLog) }).nullable();

/** What a transaction told of one subject, by the first topic after its signature; null when it is in no block, or was refused. */
export async function eventIn<Name extends "Retired" | "Issued">(
  request: RpcRequest,
  token: Address,
  { eventName, subject, transactionHash }: { eventName: Name; subject: Hex32; transactionHash: Hex32 },
) {
  const parsed = receipt.safeParse(await request("eth_getTransactionReceipt", [transactionHash]));
  if (!parsed.success) throw new Error("the node's answer is not a receipt");
  if (parsed.data === null || parsed.data.status !== 1) return null;
  const [topic] = encodeEventTopics({ abi, eventName } as never) as [Hex32];
  const log = parsed.data.logs.find(
    (one) => one.address.toLowerCase() === token.toLowerCase() && one.topics[0] === topic && one.topics[1] === subject,
  );
  if (!log) return null;
  const { args } = decodeEventLog({ abi, eventName, data: log.data as Hex32, topics: log.topics as [Hex32, ...Hex32[]] } as never) as {
    args: Readonly<Record<string, unknown>>;
  };
  return { args, blockNumber: parsed.data.blockNumber };
}

/** What a holder said of its retirement afterwards, oldest first. */
export async function correctionsOf(request: RpcRequest, token: Address, retirement: Hex32, fromBlock: number): Promise<string[]> {
  const [topic] = encodeEventTopics({ abi, eventName: "Corrected" });
  const { number } = await readBlock(request, "latest");
  const logs = await searchLogs(request, { address: token, topics: [topic, retirement], fromBlock, toBlock: number }, () => false);
  return logs.map(({ data, topics }) => {
    const { args } = decodeEventLog({ abi, eventName: "Corrected", data: data as Hex32, topics: topics as [Hex32, ...Hex32[]] });
    return args.correction;
  });
}

/** Accounts of a batch, and the retirement by which a beneficiary claimed a shipment, as they are now. */
export async function tokenState(
  request: RpcRequest,
  token: Address,
  { batch, shipment, beneficiary }: { batch: bigint; shipment: Hex32; beneficiary: Address },
) {
  const block = await readBlock(request, "latest");
  return {
    batch: await callView(request, { abi, to: token, name: "batchOf", args: [batch], block }),
    claimedBy: (await callView(request, { abi, to: token, name: "claimOf", args: [shipment, beneficiary], block })) as Hex32,
  };
}
