import { encodeEventTopics } from "viem/utils";
import { supplyChainAbi as abi } from "../../abi/supply-chain.ts";
import type { Address } from "../../schemas/primitives.ts";
import type { ActorState, BlockPlace } from "../chain-reader.ts";
import { readBlock } from "./block.ts";
import { callView } from "./call.ts";
import { RpcError, type RpcRequest } from "./json-rpc.ts";
import { searchLogs } from "./log-search.ts";

/**
 * An account's slot as of a block. A node that no longer keeps that state still has the logs: where no registration follows the block, the
 * slot of now holds the same roles, and a later revocation tells its time. Rejects when one follows, or when the node cannot say.
 */
export async function readActor(
  request: RpcRequest,
  to: Address,
  { account, at }: { account: Address; at: BlockPlace | "latest" },
): Promise<ActorState> {
  const read = (block: BlockPlace) => callView(request, { abi, to, name: "actorOf", args: [account], block });
  if (at !== "latest") {
    const then = await read(at).catch((error: unknown) => {
      if (error instanceof RpcError) return undefined;
      throw error;
    });
    if (then !== undefined) return then;
  }
  const now = await readBlock(request, "latest");
  if (at !== "latest") await refuseLaterRegistration(request, to, { account, fromBlock: at.number + 1, toBlock: now.number });
  return read(now);
}

async function refuseLaterRegistration(
  request: RpcRequest,
  address: Address,
  { account, ...range }: { account: Address; fromBlock: number; toBlock: number },
): Promise<void> {
  const topics = encodeEventTopics({ abi, eventName: "ActorRegistered", args: { account } }) as string[];
  const [later] = await searchLogs(request, { address, topics, ...range }, (found) => found.length > 0);
  if (later === undefined) return;
  const then = range.fromBlock - 1;
  throw new Error(
    `${account} was registered anew in block ${later.blockNumber}, and this node keeps no state of block ${then} to tell its roles then`,
  );
}
