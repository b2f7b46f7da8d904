import type { ChainReader } from "./chain-reader.ts";
import { readActor } from "./rpc/actor.ts";
import { readAnchoredLogs } from "./rpc/anchored-logs.ts";
import { quantity, readBlock } from "./rpc/block.ts";
import { callView } from "./rpc/call.ts";
import { isValidContractSignature } from "./rpc/contract-signature.ts";
import { readCustody } from "./rpc/custody.ts";
import { readCustodyLogs } from "./rpc/custody-logs.ts";
import type { RpcRequest } from "./rpc/json-rpc.ts";
import { supplyChainAbi as abi } from "../abi/supply-chain.ts";
import type { Hex32 } from "../schemas/primitives.ts";

/**
 * A chain reader over plain JSON-RPC: any full node will do, no archive and no server of ours.
 *
 * @param request sends one JSON-RPC request; `createRpcRequest` makes it from a way to post text
 * @example
 * const reader = createRpcReader(createRpcRequest(post));
 * const verdict = await verify(bundle, reader, { trusted: { chainId, supplyChain } });
 */
export function createRpcReader(request: RpcRequest): ChainReader {
  return {
    async chainId() {
      return quantity.parse(await request("eth_chainId", []));
    },
    blockAt: (number) => readBlock(request, number),
    async logState(to, at) {
      const block = await readBlock(request, at);
      const head = await callView(request, { abi, to, name: "head", args: [], block });
      const size = await callView(request, { abi, to, name: "size", args: [], block });
      return { blockNumber: block.number, size: Number(size), head: head as Hex32 };
    },
    anchoredLogs: (supplyChain, range) => readAnchoredLogs(request, supplyChain, range),
    actorOf: (supplyChain, account, at) => readActor(request, supplyChain, { account, at }),
    custodyOf: (supplyChain, unit, at) => readCustody(request, supplyChain, { unit, at }),
    custodyLogs: (supplyChain, unit, transactionHash) => readCustodyLogs(request, supplyChain, { unit, transactionHash }),
    isValidContractSignature: (account, digest, signature, at) => isValidContractSignature(request, { account, digest, signature, at }),
  };
}
